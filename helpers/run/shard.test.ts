import { expect, test } from 'vitest';
import { describeShard, filesOf, shardOf } from './shard.ts';

test('a part is named by its number and by how many there are', () => {
  expect(shardOf('2/3')).toEqual({ part: 2, of: 3 });
  expect(shardOf(undefined)).toBeUndefined();
  expect(describeShard({ part: 2, of: 3, whole: 'all' })).toBe('part 2 of 3 of all claims');
  expect(describeShard({ part: 2, of: 3, whole: 'm1-ex7-*' })).toBe('part 2 of 3 of m1-ex7-*');
});

test.for(['0/2', '3/2', '1', '1/', 'a/b', '1/2/3', '01/2', '-1/2'])('%s is no part', (text) => {
  expect(() => shardOf(text)).toThrow(`SHARD=${text} means nothing: write SHARD=1/4 to SHARD=4/4`);
});

const files = new Map(Array.from({ length: 9 }, (_, index) => [`a${index}.spec.ts`, 1 + (index % 3)]));

test.for([1, 2, 4, 9])('each file is in one of %i parts, whatever order the files come in', (of) => {
  const parts = Array.from({ length: of }, (_, index) => filesOf({ part: index + 1, of }, files));
  expect(parts.flatMap((part) => [...part]).sort()).toEqual([...files.keys()].sort());
  const turned = new Map([...files].reverse());
  expect(filesOf({ part: of, of }, turned)).toEqual(parts[of - 1]);
});

test('parts take about the same time: a file that takes long, or runs alone, counts as several', () => {
  const uneven = new Map([
    ['x.long.spec.ts', 1],
    ['y.serial.spec.ts', 1],
    ...['a', 'b', 'c', 'd'].map((name) => [`${name}.spec.ts`, 2] as const),
  ]);
  const parts = [1, 2].map((part) => [...filesOf({ part, of: 2 }, uneven)].sort());
  expect(parts).toEqual([
    ['d.spec.ts', 'y.serial.spec.ts'],
    ['a.spec.ts', 'b.spec.ts', 'c.spec.ts', 'x.long.spec.ts'],
  ]);
});

test('more parts than files cannot be', () => {
  expect(() => filesOf({ part: 1, of: 10 }, files)).toThrow(
    'SHARD=1/10: the selected claims are in 9 spec files, which make at most as many parts.',
  );
});
