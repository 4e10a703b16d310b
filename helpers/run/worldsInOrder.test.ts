import { expect, test } from 'vitest';
import { inOrder, shuffled } from './worldsInOrder.ts';

const sorted = (files: string[], key: (file: string) => string) => files.toSorted((a, b) => key(a).localeCompare(key(b)));

test('a file that takes long comes first, then files without a mesh, then equal worlds one after the other', () => {
  const worlds: Record<string, [boolean, string]> = {
    'a.spec.ts': [true, 'injected'],
    'b.spec.ts': [false, 'plain'],
    'c.spec.ts': [false, 'basics'],
    'd.spec.ts': [false, 'plain'],
    'e.long.spec.ts': [true, 'observed'],
  };
  const key = (file: string) => {
    const [injection, world] = worlds[file] ?? [false, undefined];
    return inOrder(file, { injection, world });
  };
  expect(sorted(Object.keys(worlds), key)).toEqual(['e.long.spec.ts', 'c.spec.ts', 'b.spec.ts', 'd.spec.ts', 'a.spec.ts']);
});

test('a seed changes the order of all but the files that take long', () => {
  const files = ['a.spec.ts', 'b.spec.ts', 'c.spec.ts', 'd.spec.ts', 'z.long.spec.ts'];
  const orders = ['1', '2', '3', '4'].map((seed) => sorted(files, (file) => shuffled(file, seed)));
  expect(orders.map(([first]) => first)).toEqual(Array(4).fill('z.long.spec.ts'));
  expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
});
