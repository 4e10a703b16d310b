import { execa } from 'execa';
import { createRequire } from 'node:module';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { loadPack } from '../../pack/load.ts';
import { hashFile } from '../../pack/verify-pack.mjs';
import { writeSample } from '../../testing/sample.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { allure } from './allure.ts';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 120_000 });

const folder = await temporaryFolder();
const pack = (name: string) => join(folder, name);
const lines = async (file: string) => (await readFile(file, 'utf8')).split('\n').filter(Boolean);

async function render(dir: string): Promise<void> {
  await using writer = allure.start();
  await writer.write(await loadPack(dir));
  await writer.finish();
}

beforeAll(async () => {
  for (const name of ['first', 'second']) {
    const evidence = await writeSample(pack(name));
    await writeFile(join(pack(name), 'evidence.json'), JSON.stringify({ ...evidence, run: { ...evidence.run, id: name } }));
    await render(pack(name));
  }
}, 120_000);

test('the history grows by a line a run and is kept with the pack that was rendered with it', async () => {
  const history = join(folder, 'allure-history.jsonl');
  expect(await lines(history)).toHaveLength(2);
  expect(await lines(join(pack('first'), 'allure-history.jsonl'))).toHaveLength(0);
  expect(await lines(join(pack('second'), 'allure-history.jsonl'))).toHaveLength(1);
  const written = async () => [await readFile(history, 'utf8'), hashFile(join(pack('second'), 'allure.html'))];
  const before = await written();
  await render(pack('second'));
  expect(await written()).toEqual(before);
});

test('the quality gate wants its least number of claims and no failure', async () => {
  const cli = join(dirname(createRequire(import.meta.url).resolve('allure')), '../cli.js');
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [cli, 'quality-gate', 'allure', '--config', 'allure/allurerc.json'],
    {
      cwd: pack('first'),
      reject: false,
    },
  );
  expect(exitCode).not.toBe(0);
  expect(stdout + stderr).toMatch(/100/);
  await rm(join(pack('first'), '.allure'), { recursive: true, force: true });
});

test('the environment is named by what ran', async () => {
  const config = JSON.parse(await readFile(join(pack('first'), 'allure/allurerc.json'), 'utf8'));
  expect(config.environments[config.environment].name).toBe('Kubernetes v1.36.3, Istio 1.31.0, Envoy envoy 1.40.0');
});
