import { expect, test } from 'vitest';
import { scrapeInterval } from './scrapeInterval.ts';

const targets = (...all: [scrapeUrl: string, scrapeInterval: string][]) => ({
  data: { activeTargets: all.map(([scrapeUrl, scrapeInterval]) => ({ scrapeUrl, scrapeInterval })) },
});

test('the longest interval of those that read sidecars counts, whatever else is read', () => {
  const own: [string, string][] = [
    ['http://10.0.0.1:15020/stats/prometheus', '15s'],
    ['http://10.0.0.2:15090/stats/prometheus', '1m30s'],
  ];
  expect(scrapeInterval(targets(...own, ['https://10.0.0.3:6443/metrics', '1h']))).toBe(90_000);
});

test('where no sidecar is read yet, that of the others', () => {
  expect(scrapeInterval(targets(['https://10.0.0.3:6443/metrics', '500ms'], ['http://10.0.0.4:9090/metrics', '30s']))).toBe(
    30_000,
  );
});

test('nothing read, or another answer, is no interval', () => {
  expect([targets(), {}, undefined, 'text'].map(scrapeInterval)).toEqual([0, 0, 0, 0]);
});
