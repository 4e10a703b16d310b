import { expect, test } from 'vitest';
import { substitutions } from './substitutions.ts';
import { loadVersions } from '../../../versions.ts';

test('every substitution says what stands in for what, with the versions of the variant', () => {
  const list = substitutions(loadVersions({ ENVOY: '1.39.3' }));
  expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  expect(JSON.stringify(list)).toContain('Envoy 1.39.3');
});
