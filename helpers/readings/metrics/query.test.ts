import { beforeEach, expect, test, vi } from 'vitest';
import { addonGet } from '../../kube/addons.ts';
import { provedByScrape, scrapesSomething } from './query.ts';

vi.mock(import('../../kube/addons.ts'), async (importOriginal) => ({ ...(await importOriginal()), addonGet: vi.fn() }));
vi.mock(import('../../kube/bounds.ts'), async (importOriginal) => ({ ...(await importOriginal()), isOurs: async () => true }));
vi.mock(import('../../waiting.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  // looks three times
  seenWithin: async (_ms: number, look: () => Promise<true | string>) =>
    [await look(), await look(), await look()].includes(true),
}));

/** Prometheus at 100 s, which has read `read[n]` of its three targets since then when it is asked for the nth time. */
function prometheus(...read: number[]) {
  const asked: string[] = [];
  vi.mocked(addonGet).mockImplementation(async (_addon, path) => {
    const text = decodeURIComponent(path.split('query=')[1] ?? '');
    asked.push(text);
    const mark = Number(/\+ (\d+)$/.exec(text)?.[1]);
    const all = read[Math.min(asked.length - 2, read.length - 1)] === 3;
    const value = text === 'vector(time())' ? '100' : all ? String(mark + 3) : undefined;
    const result = value === undefined ? [] : [{ metric: {}, value: [100, value] }];
    return { status: 200, body: JSON.stringify({ data: { resultType: 'vector', result } }) };
  });
  return asked;
}

beforeEach(() => void vi.mocked(addonGet).mockReset());

test('Prometheus works where it has read each target since it was asked', async () => {
  const asked = prometheus(0, 2, 3);
  expect(await scrapesSomething()).toEqual({ works: true, says: 'Prometheus read its 3 targets afterwards' });
  expect(asked[1]).toContain('timestamp(up) > 100');
});

test('one target that it has not read since is enough to doubt', async () => {
  prometheus(2);
  expect(await scrapesSomething()).toMatchObject({ works: false });
});

test.for([
  [0, 0, true],
  [0, 3, false],
  [7, 9, true],
] as const)('%i, and %i after the targets were read again: it works, %s', async ([value, now, works]) => {
  prometheus(3);
  expect(await provedByScrape(async () => now as number, [0])({ value })).toMatchObject({ works });
});
