import { expect, test } from 'vitest';
import { imagePart, partSchema } from '../../../records/parts.ts';
import { loadVersions } from '../../../versions.ts';
import { fasterControlPlane } from '../../kind/config.ts';
import { nodeImages, registryImages } from './steps/carriers.ts';
import { substitutions } from './substitutions.ts';

const list = substitutions(loadVersions({}));

test('every substitution says what stands in for what, with the versions of the variant', () => {
  expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  expect(JSON.stringify(substitutions(loadVersions({ ENVOY: '1.39.3' })))).toContain('Envoy 1.39.3');
});

test('every substitution says by which parts a claim is known to have used it', () => {
  for (const { name, replaces } of [...list, fasterControlPlane]) {
    expect(replaces?.length, name).toBeGreaterThan(0);
    for (const part of replaces ?? []) expect(partSchema.safeParse(part).success, part).toBe(true);
  }
});

test('every image that this build gives in place of a published one is named as a substitution', () => {
  const versions = loadVersions({});
  const replaced = new Set(list.flatMap(({ replaces = [] }) => replaces));
  const given = [...nodeImages(versions), ...registryImages(versions)].map(({ ref }) => imagePart(ref));
  expect(given.filter((part) => !replaced.has(part))).toEqual([]);
});
