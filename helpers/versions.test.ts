import { describe, expect, test } from 'vitest';
import { allHold, faultOfRange, holds, isVersionRange, named, overlap, type VersionRange } from './versions.ts';

describe('a range that people write', () => {
  test.for([
    'istio >=1.31',
    'istio 1.30',
    'kubernetes >=1.29 <1.36',
    'envoy 1.38 || 1.39',
    'compatibility <=1.30',
    'istio ~1.30.2',
  ])('%s is one', (text) => expect(faultOfRange(text)).toBeUndefined());

  test.for([
    ['isto >=1.31', 'begins with no part of a cluster: istio, kubernetes, envoy, compatibility'],
    ['>=1.31', 'begins with no part of a cluster'],
    ['istio', 'begins with no part of a cluster'],
    ['istio since 1.31', '“istio since 1.31” has no range of versions: write one, such as istio >=1.31'],
    ['istio ', 'has no range of versions'],
    ['istio *', 'leaves no version out'],
    ['istio >=0', 'leaves no version out'],
    ['istio >1.31 <1.30', 'holds no version'],
    ['istio >=1.31.0-rc.1', 'what stands behind the patch number is not compared'],
  ])('%s is none, and says why', ([text = '', fault]) => expect(faultOfRange(text)).toContain(fault));
});

test.for<[VersionRange, string | undefined, boolean | undefined]>([
  ['istio >=1.31', '1.31.0', true],
  ['istio >=1.31', '1.30.4', false],
  ['istio <1.31', '1.30.4', true],
  ['istio 1.30', '1.30.4', true],
  ['istio >=1.31', '1.31.0-rc.0', true],
  ['istio <1.31', '1.31.0-rc.0', false],
  ['istio >=1.30', '1.30-alpha.f1ab5cd', true],
  ['istio >=1.31', 'v1.31.2-gke.1080', true],
  ['istio >=1.31', undefined, undefined],
  ['istio >=1.31', 'mirrored', undefined],
  ['istio >=1.31', '1.30.4 and 1.31.0', undefined],
])('%s and %s: %s', ([range, istio, is]) => expect(holds(range, { istio })).toBe(is));

test('of several all have to hold; one that does not decides, whatever is unknown', () => {
  const both: VersionRange[] = ['istio >=1.31', 'kubernetes <1.36'];
  expect(allHold(both, { istio: '1.31.0', kubernetes: '1.35.4' })).toBe(true);
  expect(allHold(both, { istio: '1.30.4' })).toBe(false);
  expect(allHold(both, { istio: '1.31.0' })).toBeUndefined();
});

test('two overlap unless a part that both name keeps them apart', () => {
  expect(overlap(['istio >=1.31'], ['istio 1.31'])).toBe(true);
  expect(overlap(['istio >=1.31'], ['istio <1.31'])).toBe(false);
  expect(overlap(['istio >=1.31'], ['kubernetes <1.36'])).toBe(true);
  expect(overlap(['istio >=1.31', 'kubernetes <1.36'], ['kubernetes >=1.36'])).toBe(false);
});

test('a need of an image or a program is none', () => {
  expect(['istio-init', 'image istio', 'prometheus'].filter(isVersionRange)).toEqual([]);
});

test('a version that is not known is told as such', () => {
  expect([named('istio 1.31', { istio: '1.30.4' }), named('istio 1.31', {})]).toEqual([
    'istio 1.30.4',
    'istio of unknown version',
  ]);
});
