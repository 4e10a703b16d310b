import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fasterControlPlane } from '../../cluster/providers/kind/config.ts';
import { substitutions } from '../../cluster/providers/embedded/build/substitutions.ts';
import { loadVersions } from '../../cluster/versions.ts';
import { root } from '../root.ts';
import { affectedBy, standInsFile, standInsOf } from './standIns.ts';

const listed = Object.keys(parse(readFileSync(join(root, standInsFile), 'utf8')) as object);

test('every stand-in of a provider says what it touches, and no other is listed', () => {
  const named = [...substitutions(loadVersions({})), fasterControlPlane].map(({ name }) => name);
  expect(new Set(listed)).toEqual(new Set(named));
});

test('a claim shows the stand-ins that touch it; one that is not listed touches all', () => {
  const standIns = [{ name: 'stock Envoy' }, { name: 'pod network' }, { name: 'not listed' }];
  expect(standInsOf('m1-ex7-denied-403', standIns)).toEqual(['stock Envoy', 'not listed']);
  expect(affectedBy('not listed')).toEqual(['*']);
});
