import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { merged } from './merged.ts';
import { makePack } from './testing.ts';

async function planted(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'matrix-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  await makePack(join(root, 'job-1/istio-1.31.0/r-1'));
  await makePack(join(root, 'job-2/r-2'), { environment: { istio: '1.30.4', proxy: '1.38.3' } });
  return root;
}

const names = (cells: Awaited<ReturnType<typeof merged>>) =>
  cells.map(({ wish, pack }) => [wish.ISTIO, pack?.evidence.run.environment.istio]);

test('every pack below the folder is a cell', async () => {
  expect(names(await merged(await planted(), []))).toEqual([
    [undefined, '1.31.0'],
    [undefined, '1.30.4'],
  ]);
});

test('where versions are named, each has its cell, with its pack or without one', async () => {
  const wishes = [{ ISTIO: '1.29.0' }, { ISTIO: '1.30.4' }, { ISTIO: '1.31.0', KUBERNETES: '1.36.3' }];
  expect(names(await merged(await planted(), wishes))).toEqual([
    ['1.29.0', undefined],
    ['1.30.4', '1.30.4'],
    ['1.31.0', '1.31.0'],
  ]);
});

test('a cell of Istio’s own defaults takes a pack of these', async () => {
  const root = await planted();
  await makePack(join(root, 'r-3'), { environment: { components: [{ name: 'compatibilityVersion', version: '1.30' }] } });
  const cells = await merged(root, [
    { ISTIO: '1.31.0', COMPATIBILITY: '' },
    { ISTIO: '1.31.0', COMPATIBILITY: '1.30' },
    { ISTIO: '1.30.4' },
  ]);
  expect(cells.map(({ pack }) => pack?.pack.split('/').at(-1))).toEqual(['r-1', 'r-3', 'r-2']);
});

test('a pack of other versions, and a folder without packs, are told with what to do', async () => {
  const root = await planted();
  await expect(merged(root, [{ ISTIO: '1.30.4' }])).rejects.toThrow(
    /r-1 is of Istio 1\.31\.0, .* which is none of Istio 1\.30\.4\. Name its versions too/,
  );
  await expect(merged(join(root, 'none'), [])).rejects.toThrow('there is no such folder');
  rmSync(join(root, 'job-2'), { recursive: true });
  rmSync(join(root, 'job-1/istio-1.31.0/r-1'), { recursive: true });
  await expect(merged(root, [])).rejects.toThrow('it has no evidence pack (looked for evidence.json');
});
