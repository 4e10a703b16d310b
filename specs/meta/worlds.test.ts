import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
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

test('a name means one world, and a world has one name', () => {
  const files = globSync(['fixtures/worlds/*.yaml', 'specs/**/*.world.yaml'], { cwd: root });
  const names = files.map((file) => basename(file).replace(/(\.world)?\.yaml$/, ''));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const bodies = files.map((file) => {
    const { says: _, workloads, ...rest } = parse(readFileSync(join(root, file), 'utf8')) as Record<string, any>;
    return JSON.stringify([Object.entries(rest).sort(), workloads.map((one: object) => JSON.stringify(one)).sort()]);
  });
  expect(files.filter((_, index) => bodies.indexOf(bodies[index]) !== index)).toEqual([]);
});
