import { expect, test } from 'vitest';
import { substitutions } from './substitutions.ts';
import { loadVersions } from '../../../versions.ts';

test('every substitution says what stands in for what and which claims feel it, with the versions of the variant', () => {
  const list = substitutions(loadVersions({ ENVOY: '1.39.3' }));
  expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  for (const { affects } of list) {
    expect(affects.length).toBeGreaterThan(0);
    for (const glob of affects) expect(glob).toMatch(/^m[12]-[a-z0-9*-]+$/);
  }
  expect(JSON.stringify(list)).toContain('Envoy 1.39.3');
});
