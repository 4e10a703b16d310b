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

test('an Istio with libraries and sources of its own is told as such, and is not said to share the others’', () => {
  const [usual, other] = [list, substitutions(loadVersions({ ISTIO: '1.30.4' }))].map(
    (each) => new Map(each.map((one) => [one.name, one])),
  );
  expect(usual!.get('libraries in common')).toMatchObject({ by: expect.stringContaining('Istio') });
  expect(usual!.has('Istio of near sources')).toBe(false);
  expect(other!.get('libraries in common')).not.toMatchObject({ by: expect.stringContaining('Istio') });
  expect(other!.get('libraries in common')!.replaces).not.toContain('istiod');
  expect(other!.get('Istio of near sources')).toMatchObject({
    for: 'the sources that Istio 1.30.4 is released from',
    replaces: expect.arrayContaining(['istiod', 'program istioctl', 'image docker.io/istio/proxyv2']),
  });
  expect(other!.get('stock Envoy')).toMatchObject({ by: expect.stringContaining('Envoy 1.38.3') });
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
