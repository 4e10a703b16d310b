import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../../../cluster/host/names.ts';

const trestle = 'compliance-trestle==5.2.0';

/** Path of a Python with compliance-trestle. The first use installs both into the cache, from PyPI. */
async function pythonWithTrestle(): Promise<string> {
  const venv = join(cacheFolder(), 'oscal-check');
  const python = join(venv, 'bin', 'python');
  const done = join(venv, trestle);
  if (existsSync(done)) return python;
  process.stderr.write(`installing ${trestle} into ${venv}\n`);
  await execa('python3', ['-m', 'venv', '--clear', venv]);
  await execa(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', trestle]);
  await execa('touch', [done]);
  return python;
}

const pack = resolve(process.argv[2] ?? join(import.meta.dirname, '../../out/latest'));
const { exitCode } = await execa(await pythonWithTrestle(), [join(import.meta.dirname, 'check.py'), pack], {
  reject: false,
  stdout: 'inherit',
  stderr: 'inherit',
});
process.exitCode = exitCode;
