import { expect, test } from 'vitest';
import { readWorld } from '../../helpers/lane/worldFile.ts';
import { readSpecs } from '../../helpers/ledger/specFiles.ts';
import { root } from '../../helpers/root.ts';

const entered = (await readSpecs(root)).flatMap(({ file, worlds }) => worlds.map((world) => ({ file, ...world })));

test('specs enter worlds', () => {
  expect(entered.length).toBeGreaterThan(300);
});

test.each(entered)('$file:$line takes from $name only who lives there', async ({ file, name, takes }) => {
  const { workloads } = await readWorld(name, `${root}/${file}`);
  expect(workloads.map((one) => one.name)).toEqual(expect.arrayContaining(takes));
});
