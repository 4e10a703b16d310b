import { expect, test } from 'vitest';
import { ownership } from './removal.ts';

const of = (name: string, uid: string) => ({ kind: 'Namespace', name, uid });

test('ours is what the API server made for us: not a copy of its labels, and not what took its name', () => {
  const labelled = [of('mp-lane-1', 'u-1'), of('copied', 'u-2'), of('mp-lane-3', 'u-3-again')];
  const created = [of('mp-lane-1', 'u-1'), of('mp-lane-3', 'u-3'), of('gone', 'u-4')];
  expect(ownership(labelled, created).map(({ name, ours }) => [name, ours])).toEqual([
    ['mp-lane-1', true],
    ['copied', false],
    ['mp-lane-3', false],
  ]);
});
