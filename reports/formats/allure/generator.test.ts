import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { RawFiles } from '../../testing/rawFiles.ts';
import { sampleEvidence } from '../../testing/sample.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { AllureGenerator } from './generator.ts';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

const folder = await temporaryFolder();
vi.stubEnv('TMPDIR', folder);

test('a generator that fails says why, and leaves nothing behind', async () => {
  const nowhere = join(folder, 'nowhere');
  const render = async () => {
    await using generator = new AllureGenerator();
    await generator.render(nowhere, sampleEvidence(new RawFiles()), '');
  };
  await expect(render()).rejects.toThrow(/ended with 1: [^]*ENOENT[^]*nowhere/);
  expect(await readdir(folder)).toEqual([]);
});

test('a generator without an order ends with its maker', async () => {
  {
    await using _generator = new AllureGenerator();
    expect(await readdir(folder)).toHaveLength(1);
  }
  expect(await readdir(folder)).toEqual([]);
});
