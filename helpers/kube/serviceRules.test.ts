import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from './testing.ts';

test('nodes of others are not asked for their rules: they are given the usual time', async () => {
  const api = await plantApi('existing');
  const { serviceRulesWritten } = await import('./serviceRules.ts');
  const started = performance.now();
  await serviceRulesWritten();
  expect(performance.now() - started).toBeGreaterThan(1_000);
  expect(api.requests).toEqual([]);
});
