import { expect, test } from 'vitest';
import { MarkdownDocument } from './document.ts';
import { reworded, type Rewording } from './reworded.ts';

const after = (text: string, ...rewordings: Rewording[]) => reworded(new MarkdownDocument('a.md', text), rewordings);
const textAfter = (text: string, ...rewordings: Rewording[]) => after(text, ...rewordings).document.text;

test('a line is replaced as a whole, and the others stay', () => {
  expect(textAfter('one\ntwo\nthree\n', { first: 2, last: 2, text: 'TWO' })).toBe('one\nTWO\nthree\n');
});

test('several lines become one, one becomes several, in any order', () => {
  const { document, lines } = after(
    'one\ntwo\nthree\nfour\n',
    { first: 4, last: 4, text: '4\n4b\n4c' },
    { first: 1, last: 2, text: '1 and 2' },
  );
  expect(document.text).toBe('1 and 2\nthree\n4\n4b\n4c\n');
  expect(lines).toEqual([1, 3, 4, 4, 4]);
});

test('lines that come for several lines stand for them in turn', () => {
  expect(after('one\ntwo\nthree\n', { first: 1, last: 2, text: 'a\nb\nc' }).lines).toEqual([1, 2, 2, 3]);
});

test('the first line keeps its indentation, the next ones are as they are written', () => {
  expect(textAfter('```mermaid\n    A --> B\n```\n', { first: 2, last: 2, text: 'A --> B\n    B --> C' })).toBe(
    '```mermaid\n    A --> B\n    B --> C\n```\n',
  );
  expect(textAfter('  one\n', { first: 1, last: 1, text: '    two' })).toBe('    two\n');
});

test('in a block that is indented as a whole every line has its margin', () => {
  const edit = { first: 4, last: 4, text: 'hot\n\n  sweet' };
  expect(textAfter('So:\n\n    $ curl tea\n    cold\n', edit)).toBe('So:\n\n    $ curl tea\n    hot\n\n      sweet\n');
  expect(textAfter('* So:\n\n  ```sh\n  cold\n  ```\n', edit)).toBe('* So:\n\n  ```sh\n  hot\n\n    sweet\n  ```\n');
  const own = { ...edit, text: '      hot\n      sweet' };
  expect(textAfter('So:\n\n    $ curl tea\n    cold\n', own)).toBe('So:\n\n    $ curl tea\n      hot\n      sweet\n');
});

test('prose keeps the spaces at its end, which break the line', () => {
  expect(textAfter('one  \ntwo\n', { first: 1, last: 1, text: 'ONE' })).toBe('ONE  \ntwo\n');
});

test.for([
  ['a last line without an end', 'one\ntwo', 'one\nTWO'],
  ['the line ends of Windows', 'one\r\ntwo\r\n', 'one\r\nTWO\r\n'],
  ['an empty line at the end', 'one\ntwo\n\n', 'one\nTWO\n\n'],
])('%s stays', ([, text, expected]) => {
  expect(textAfter(text!, { first: 2, last: 2, text: 'TWO\n' })).toBe(expected);
});

test('the line ends between new lines are those of the document', () => {
  expect(textAfter('one\r\n', { first: 1, last: 1, text: 'a\nb' })).toBe('a\r\nb\r\n');
});

test('prose that stays keeps the author’s typography; code is taken as it is', () => {
  const text = 'Every service‑to‑service call is “safe” – always.\n\n```bash\necho “a‑b” c\n```\n';
  expect(textAfter(text, { first: 1, last: 1, text: 'Every service-to-service call is "safe" - at times.' })).toBe(
    'Every service‑to‑service call is “safe” – at times.\n\n```bash\necho “a‑b” c\n```\n',
  );
  expect(textAfter(text, { first: 4, last: 4, text: 'echo "a-b" d' })).toContain('\necho "a-b" d\n');
});

test.for([
  ['a line that the document lacks', [{ first: 3, last: 3, text: 'x' }], 'a.md has no lines 3-3: it ends at line 2'],
  [
    'lines that are replaced twice',
    [
      { first: 1, last: 2, text: 'x' },
      { first: 2, last: 2, text: 'y' },
    ],
    'a.md:2 is replaced twice',
  ],
] as [string, Rewording[], string][])('%s is refused', ([, rewordings, message]) => {
  expect(() => after('one\ntwo\n', ...rewordings)).toThrow(message);
});
