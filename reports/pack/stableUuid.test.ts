import { expect, test } from 'vitest';
import { stableUuid } from './stableUuid.ts';

test('a name gives the UUID that it always gave, of the version that is asked for', () => {
  expect(stableUuid(5, 'ctrf', 'run')).toBe('07d31ee9-d524-5fc0-8fab-589759e8fc10');
  expect(stableUuid(8, 'ctrf', 'run')).toBe('07d31ee9-d524-8fc0-8fab-589759e8fc10');
});

test('the parts of a name are kept apart', () => {
  expect(stableUuid(5, 'a', 'bc')).not.toBe(stableUuid(5, 'ab', 'c'));
});
