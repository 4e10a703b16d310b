import { expect, test } from 'vitest';
import { inWords } from './principals.ts';

test('principals of both ends, or nobody in whatever words', () => {
  const [frontend, backend] = ['spiffe://cluster.local/ns/lane/sa/frontend', 'spiffe://cluster.local/ns/lane/sa/backend'];
  expect(inWords({ source_principal: frontend, destination_principal: backend })).toBe(`${frontend} → ${backend}`);
  expect(inWords({ source_principal: 'unknown', destination_principal: 'unknown' })).toBe('nobody → nobody');
  expect(inWords({ source_principal: '-' })).toBe('nobody → nobody');
});
