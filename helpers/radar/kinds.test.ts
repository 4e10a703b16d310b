import { expect, test } from 'vitest';
import { allKinds, kindsOf } from './kinds.ts';
import { definition, plantedModule } from './testing.ts';

test('kinds with their fields, of both releases', async () => {
  const file = 'manifests/charts/base/files/crd-all.gen.yaml';
  await using from = await plantedModule({ [file]: `${definition('Kettle', 'boils')}${definition('Cup', 'handle')}` });
  await using to = await plantedModule({ [file]: definition('Kettle', 'boils', 'whistles') });
  expect(allKinds(await kindsOf(from.folder), await kindsOf(to.folder))).toEqual(
    new Map([
      ['Kettle', new Set(['boils', 'whistles'])],
      ['Cup', new Set(['handle'])],
    ]),
  );
});

test('a module that defines no kind is an error', async () => {
  await using empty = await plantedModule({});
  await expect(kindsOf(empty.folder)).rejects.toThrow('names no kind of resource');
});
