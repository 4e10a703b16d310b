import { expect, test } from 'vitest';
import { MarkdownDocument } from './document.ts';
import { follow } from './follow.ts';

const passagesOf = (text: string) => new MarkdownDocument('a.md', text).passages;

/** The words of each passage before, and of the one that follows it. */
const followed = (before: string, now: string) => {
  const [were, are] = [passagesOf(before), passagesOf(now)];
  return follow(were, are).map((place, index) => [were[index]?.text, place === undefined ? 'gone' : `${are[place]?.first}`]);
};

test('what is put in before moves what stands below', () => {
  expect(followed('One. Two.\n', '\n\nZero.\n\nOne.\nNew. Two.\n')).toEqual([
    ['One.', '5'],
    ['Two.', '6'],
  ]);
});

test('a sentence that reads otherwise is gone', () => {
  expect(followed('Port 80 is open. It stays.\n', 'Port 81 is open. It stays.\n')).toEqual([
    ['Port 80 is open.', 'gone'],
    ['It stays.', '1'],
  ]);
});

test('sections that change places take their equal sentences with them', () => {
  const [a, b] = ['# A\n\nLook at it.\n\nThis is a.\n', '# B\n\nLook at it.\n\nThis is b.\n'];
  expect(followed(`${a}\n${b}`, `${b}\n${a}`)).toEqual([
    ['A', '7'], ['Look at it.', '9'], ['This is a.', '11'],
    ['B', '1'], ['Look at it.', '3'], ['This is b.', '5'],
  ]); // prettier-ignore
});
