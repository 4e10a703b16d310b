import { expect, test } from 'vitest';
import { linesIn } from './lines.ts';
import type { Reading } from './reading.ts';

const works = { works: true, says: 'it works' };

const text = (texts: string | string[], part: Partial<Reading<string>> = {}): Reading<string> => {
  const left = [texts].flat();
  return {
    says: 'the reader runs: kubectl logs a',
    witness: 'command',
    repeat: 'until-agreed',
    blanks: [''],
    prove: ({ like }) => Promise.resolve(like.length > 0 ? { ...works, awaited: true } : works),
    take: () => Promise.resolve({ value: (left.length > 1 ? left.shift() : left[0]) ?? '', says: '', at: new Date(0), ms: 1 }),
    ...part,
  };
};

const log = '10.0.0.1 GET /a 200\n10.0.0.2 GET /b 405\r\n10.0.0.1 GET /a 200\n';

test('lines that hold a text, or match a pattern', async () => {
  expect(await linesIn(text(log), 'GET /b ').take()).toMatchObject({
    value: ['10.0.0.2 GET /b 405'],
    says: '10.0.0.2 GET /b 405',
  });
  expect((await linesIn(text(log), /\/a \d+$/).take()).value).toHaveLength(2);
});

test('of a pattern with groups only these, one that takes no part left out', async () => {
  expect(await linesIn(text(log), /^(\S+) GET/).take()).toMatchObject({ says: '10.0.0.1 | 10.0.0.2 | 10.0.0.1' });
  expect((await linesIn(text('GET /\nPOST /\n'), /(?:GET|POST)/).take()).value).toEqual(['GET /', 'POST /']);
  expect((await linesIn(text(log), /^(\S+) (?:GET|POST) \/b (\d+)/).take()).value).toEqual(['10.0.0.2 405']);
  expect((await linesIn(text('GET /\nPOST /\n'), /(GET)|POST/).take()).value).toEqual(['GET']);
});

test('their number, each once, and how often each is there', async () => {
  const { count, distinct, tally } = linesIn(text(log), /GET (\S+)/);
  expect(await count.take()).toMatchObject({ value: 3, says: '3 lines' });
  expect(await distinct.take()).toMatchObject({ value: ['/a', '/b'] });
  expect(await distinct.count.take()).toMatchObject({ value: 2, says: '2 lines' });
  expect(await tally.take()).toMatchObject({ value: { '/a': 2, '/b': 1 }, says: '2 × /a, 1 × /b' });
});

test('none is told in words that are no number', async () => {
  const found = linesIn(text(log), '/c');
  expect(await found.take()).toMatchObject({ value: [], says: 'no line' });
  expect(await found.count.take()).toMatchObject({ value: 0, says: 'no line' });
  expect(found.blanks).toEqual([[]]);
  expect(found.count.blanks).toEqual([0]);
});

const none = { value: [], like: [[]], shown: false };

test('none is an answer of a text with other lines, and awaits one of a text with none', async () => {
  expect(await linesIn(text(log), '/c').prove(none)).toMatchObject({
    works: true,
    says: expect.stringContaining('3 lines in all'),
  });
  expect(await linesIn(text(log), '/c').prove(none)).not.toHaveProperty('awaited');
  expect(await linesIn(text(''), '/c').prove(none)).toMatchObject({ works: true, awaited: true });
  expect(await linesIn(text(''), '/c').prove({ ...none, shown: true })).not.toHaveProperty('awaited');
});

test('where lines were found, that one of them is not among them needs no other proof', async () => {
  expect(await linesIn(text(log), '/').prove({ ...none, value: ['/a'] })).toMatchObject({ works: true });
});

test('none is no answer where a line came late, where the second look was none, and of a broken instrument', async () => {
  expect(await linesIn(text(log), '/a').prove(none)).toMatchObject({
    works: false,
    says: expect.stringContaining('2 lines by then'),
  });
  const unread = { take: () => Promise.resolve({ value: '', says: '', at: new Date(0), ms: 1, unread: 'cut' }) };
  expect(await linesIn(text(log, unread), '/c').prove(none)).toEqual({ works: false, says: 'cut' });
  const broken = { prove: () => Promise.resolve({ works: false, says: 'it does not answer' }) };
  expect(await linesIn(text(log, broken), '/c').prove(none)).toMatchObject({ works: false });
});

test('what could not be read has no lines', async () => {
  const cut = {
    take: () => Promise.resolve({ value: log, says: '', at: new Date(0), ms: 1, unread: 'the output was cut short' }),
  };
  expect(await linesIn(text(log, cut), '/a').take()).toMatchObject({ unread: 'the output was cut short' });
});
