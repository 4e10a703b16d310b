import { expect, test } from 'vitest';
import { forTerminal } from './forTerminal.ts';

test.for([
  ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
  ['a title', '\u001b]0;owned\u0007text', 'text'],
  ['eight-bit controls', 'a\u009b2Jb\u0090c\u009c', 'abc'],
  ['a line that is drawn over', 'contradicted\rverified', 'contradictedverified'],
  ['bells, backspaces, escapes and nothing', 'a\u0007b\u0008c\u001b\u0000d\u007f', 'abcd'],
  ['lines and tabs stay', 'one\r\n\ttwo – größer 日本\n', 'one\n\ttwo – größer 日本\n'],
])('%s', ([, text, shown]) => {
  expect(forTerminal(text as string)).toBe(shown);
});

test('nothing sets the clipboard', () => {
  const text = forTerminal('before \u001b]52;c;cm0gLXJm+Lw==\u0007after');
  // eslint-disable-next-line no-control-regex -- control characters are what must be missing
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  expect(text).toMatch(/^before .*after$/);
});
