import { expect, test } from 'vitest';
import { istioWords } from './istioWords.ts';

const words = (...components: { name: string; version: string }[]) => istioWords({ istio: '1.31.0', components });

test('an Istio that keeps another release’s defaults says so, and no other does', () => {
  expect(words({ name: 'compatibilityVersion', version: '1.30' })).toBe('1.31.0 with the defaults of 1.30');
  for (const version of ['none', 'unknown']) expect(words({ name: 'compatibilityVersion', version })).toBe('1.31.0');
  expect(words()).toBe('1.31.0');
});
