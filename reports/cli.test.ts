import { execa } from 'execa';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { gateFormats } from './gate/formats.ts';
import { RawFiles } from './testing/rawFiles.ts';
import { sampleGate } from './testing/sampleGate.ts';
import { sampleWalk } from './testing/sampleWalk.ts';
import { temporaryFolder } from './testing/temporary.ts';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

const folder = await temporaryFolder();
const cli = (...args: string[]) => execa(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], { reject: false });

test('usage errors end with 3 and show the commands', async () => {
  for (const args of [
    [],
    ['shine'],
    ['verify-pack'],
    ['--fast'],
    ['render', 'a', 'b'],
    ['diff', 'a'],
    ['walkthrough'],
    ['render-gate'],
    ['render-matrix'],
  ]) {
    const { exitCode, stderr } = await cli(...args);
    expect(exitCode, args.join(' ')).toBe(3);
    expect(stderr).toContain('Usage: ');
  }
});

test('a walk-through gets its page and table; a folder without one, or with a broken one, ends with 1', async () => {
  const walk = join(folder, 'walk');
  await mkdir(walk);
  expect(await cli('walkthrough', walk)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^.*walkthrough\.json cannot be read: .*$/),
  });
  await writeFile(join(walk, 'walkthrough.json'), '{"schema":"another"}');
  expect(await cli('walkthrough', walk)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^.*walkthrough\.json breaks meshproof\/walkthrough\/v1 at \$\.schema: .*$/),
  });
  const raw = new RawFiles();
  const { told, cast } = sampleWalk(raw);
  await writeFile(join(walk, 'walkthrough.json'), raw.files.get(told.sha256)!);
  await writeFile(join(walk, cast.name), raw.files.get(cast.sha256)!);
  expect(await cli('walkthrough', walk)).toMatchObject({ exitCode: 0, stdout: join(walk, 'index.html') });
  expect(await readFile(join(walk, 'table.md'), 'utf8')).toContain('# fixtures/documents/module-9.md, as written');
});

test('a gate’s folder gets every form of its result; one without a result ends with 1', async () => {
  const gate = join(folder, 'gate');
  await mkdir(gate);
  expect(await cli('render-gate', gate)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^.*gate\.json cannot be read: .*$/),
  });
  await writeFile(join(gate, 'gate.json'), JSON.stringify(sampleGate()));
  const { exitCode, stdout } = await cli('render-gate', gate);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').map((line) => line.split(': ', 1)[0])).toEqual(gateFormats.map(({ file }) => join(gate, file)));
});

test('--help ends with 0', async () => {
  expect(await cli('--help')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('verify-pack <pack>') });
});

test('a folder that is no pack ends with 1 and one clear line', async () => {
  expect(await cli('render', folder)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^.* is not an evidence pack: .*$/),
  });
  expect(await cli('verify-pack', folder)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('SHA256SUMS: cannot be used'),
  });
});
