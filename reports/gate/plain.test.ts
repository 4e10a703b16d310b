import fc from 'fast-check';
import { expect, test } from 'vitest';
import { words } from '../testing/hostile.ts';
import { finding, gate } from '../testing/sampleGate.ts';
import { cut, plain, plainResult } from './plain.ts';

test('what a terminal obeys is gone, and what it shows is left', () => {
  expect(plain('a \u001b[1;31mred\u001b[0m \u001b]8;;https://x.example\u001b\\link\u001b]8;;\u0007 \u009b2Jb\u001b(B')).toBe(
    'a red link b',
  );
  expect(plain('one\r\ntwo\rthree\u2028four\tfive\u0000\u0008')).toBe('one\ntwo\nthree\nfour\tfive');
  expect(plain('pass\u202eword \u{e0041}\u{e007f}\ufeff\ud800')).toBe('password \ufffd');
});

test('a sequence that stays open hides none of the words behind it', () => {
  expect(plain('a\u001b]0;hidden\nword')).toBe('a0;hidden\nword');
});

test('no word of a stranger keeps a control character', () => {
  fc.assert(
    fc.property(words, (text) => {
      const shown = plain(text);
      expect(shown).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(plain(shown)).toBe(shown);
    }),
  );
});

test('a text is cut between characters, and says how much is missing', () => {
  expect(cut('word', 4)).toBe('word');
  expect(cut('words', 4)).toBe('word … (1 characters more)');
  expect(cut('abc🏴d', 4)).toBe('abc … (3 characters more)');
});

test('a title is one line; a message keeps its lines; the last line is none before the first', () => {
  const [told] = plainResult(
    gate({ findings: [finding({ title: 'a\n  b', message: 'a\r\n  b', line: 7, lastLine: 3 })] }),
  ).findings;
  expect(told).toMatchObject({ title: 'a b', message: 'a\n  b', lastLine: 7 });
});

test('a suggestion is taken to the letter, or not at all', () => {
  const suggested = (suggestion: string) => plainResult(gate({ findings: [finding({ suggestion })] })).findings[0]?.suggestion;
  expect(suggested('  two\r\n  lines\r\n')).toBe('  two\n  lines');
  expect(suggested('')).toBe('');
  expect(suggested('curl \u001b[2K')).toBeUndefined();
  expect(suggested('a\u202eb')).toBeUndefined();
  expect(suggested('x'.repeat(16_001))).toBeUndefined();
});
