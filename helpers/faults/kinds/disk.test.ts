import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../cluster/host/testing.ts';
import { liveRunner } from '../../../cluster/host/runner.ts';
import { fill, fillDisk, smallDisk } from './disk.ts';
import { plantedStage } from './testing.ts';

test('what a disk holds stays in the folder when the disk is taken away', async () => {
  const packs = join(temporaryFolder(), 'packs');
  mkdirSync(packs);
  const { stage, ran } = plantedStage(() => '');
  const end = new AsyncDisposableStack();
  await smallDisk(stage, packs, end);
  mkdirSync(join(packs, 'r-1'));
  writeFileSync(join(packs, 'r-1/journal.jsonl'), 'kept');
  symlinkSync('r-1', join(packs, 'latest'));
  // a planted umount takes nothing away
  const emptied = end.disposeAsync().catch((error: NodeJS.ErrnoException) => error.code);
  expect(await emptied).toBe('ENOTEMPTY');
  expect(ran).toEqual([expect.stringMatching(/^mount -t tmpfs -o size=96m,mode=0755 meshproof-faults /), `umount ${packs}`]);
  expect(readFileSync(join(`${packs}-kept`, 'latest/journal.jsonl'), 'utf8')).toBe('kept');
});

const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)('a disk of its own takes no byte more once it is full, and has room again afterwards', async ({ skip }) => {
  const packs = join(temporaryFolder(), 'packs');
  mkdirSync(join(packs), { recursive: true });
  const runner = liveRunner(new AbortController().signal);
  await using end = new AsyncDisposableStack();
  const mounted = await smallDisk({ runner }, packs, end).then(
    () => true,
    () => false,
  );
  if (!mounted) skip('this root may not mount');
  mkdirSync(join(packs, 'r-1'));
  writeFileSync(join(packs, 'r-1/journal.jsonl'), '{"event":"run-started"}\n');
  const { stage, undo } = plantedStage(() => '', { packs });
  expect(await fillDisk({ says: '', kind: 'disk-full', from: 'claims', ends: [] }, stage)).toBe('ENOSPC after 96 MiB');
  expect(() => writeFileSync(join(packs, 'r-1/raw'), 'x')).toThrow(/ENOSPC/);
  await undo.disposeAsync();
  writeFileSync(join(packs, 'r-1/raw'), 'x');
  await end.disposeAsync();
  expect(readdirSync(join(packs, 'r-1')).sort()).toEqual(['journal.jsonl', 'raw']);
  expect(existsSync(`${packs}-kept`)).toBe(false);
});

test('a disk that takes more is not full', async () => {
  const packs = temporaryFolder();
  mkdirSync(join(packs, 'r-1'));
  writeFileSync(join(packs, 'r-1/journal.jsonl'), '{"event":"run-started"}\n');
  const { stage } = plantedStage(() => '', { packs });
  const takes = [4096, 1];
  const full = fillDisk({ says: '', kind: 'disk-full', from: 'claims', ends: [] }, stage, () => takes.shift() ?? 0);
  await expect(full).rejects.toThrow('took 1 bytes more when it was full');
});

test('the end of the claims is waited for', async () => {
  const packs = temporaryFolder();
  mkdirSync(join(packs, 'r-1'));
  writeFileSync(join(packs, 'r-1/journal.jsonl'), '{"event":"run-started"}\n');
  let looks = 0;
  const { stage } = plantedStage(() => '', { packs, goesOn: () => ++looks < 5 });
  const atEnd = { says: '', kind: 'disk-full', from: 'report', ends: [] } as const;
  await expect(fillDisk(atEnd, stage)).rejects.toThrow('The run ended before there was an end of its claims.');
  expect(readdirSync(packs)).toEqual(['r-1']);
});

test('an error that is no full disk is no full disk', () => {
  expect(() => fill(join(temporaryFolder(), 'no/such/folder'))).toThrow(/ENOENT/);
});
