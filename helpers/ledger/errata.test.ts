import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { describeProblem } from './errors.ts';
import { errataOf, misplaced, type Wrong } from './errata.ts';

const wrong = (id: string, line: number, quote: string, text?: string): Wrong => ({
  id,
  line,
  quote,
  expected: 'contradicted',
  erratum: text === undefined ? undefined : { text },
  document: 'fixtures/documents/a.md',
  ledgerFile: 'specs/claims/a.yaml',
  ledgerLine: line * 10,
});

test('the erratum of a claim replaces the lines on which its quote stands', () => {
  const claims = [wrong('m1-b', 4, 'two', 'TWO'), wrong('m1-a', 2, 'one\nand more', 'ONE'), wrong('m1-c', 6, 'three')];
  expect(errataOf(claims)).toEqual({
    errata: [
      { first: 2, last: 3, text: 'ONE', claims: ['m1-a'] },
      { first: 4, last: 4, text: 'TWO', claims: ['m1-b'] },
    ],
    conflicts: [],
  });
});

test('claims with one text share an erratum, over all their lines', () => {
  const claims = [wrong('m1-a', 2, 'one\nand more', 'ONE\nAND MORE'), wrong('m1-b', 3, 'more', 'ONE\nAND MORE\n')];
  expect(errataOf(claims).errata).toEqual([{ first: 2, last: 3, text: 'ONE\nAND MORE', claims: ['m1-a', 'm1-b'] }]);
});

test('two texts for a line are one problem that names both claims, and neither is applied', () => {
  const claims = [wrong('m1-a', 2, 'one', 'ONE'), wrong('m1-b', 2, 'one', 'EINS'), wrong('m1-c', 3, 'two', 'TWO')];
  const { errata, conflicts } = errataOf(claims);
  expect(errata.map((one) => one.claims)).toEqual([['m1-c']]);
  expect(conflicts.map(describeProblem)).toEqual([
    'specs/claims/a.yaml:20: the errata of m1-a and m1-b replace fixtures/documents/a.md:2 by different texts. ' +
      'Give each of them the one text that carries every correction of the line.',
  ]);
});

test('texts for lines that overlap exclude each other too, wherever the longer quote begins', () => {
  const claims = [wrong('m1-a', 1, 'a\nb\nc', 'x'), wrong('m1-b', 2, 'b', 'y'), wrong('m1-c', 3, 'c', 'z')];
  const [problem] = errataOf(claims).conflicts.map(describeProblem);
  expect(problem).toContain('the errata of m1-a, m1-b and m1-c replace fixtures/documents/a.md:1-3 by different texts');
});

test('a claim that is not called wrong corrects nothing', () => {
  expect(errataOf([{ ...wrong('m1-a', 2, 'one', 'ONE'), expected: 'undecided' }]).errata).toEqual([]);
});

const document = new MarkdownDocument('a.md', '## Clean-up\n\n- **Lead**: words\n**bold** words\n\n```bash\n# comment\n```\n');

test.for<[string, number, string, number]>([
  ['a heading', 1, '## Clean up\n\nMore.', 0],
  ['a heading of another level', 1, '### Clean up', 1],
  ['a command for a heading', 1, 'make kind-down', 1],
  ['a list item', 3, '- **Lead**: other words', 0],
  ['a list item without its mark', 3, '**Lead**: other words', 1],
  ['prose', 4, '*Other* words', 0],
  ['an item for prose', 4, '* Other words', 1],
  ['anything for code', 7, 'ls', 0],
  ['a fence in code', 7, 'ls\n```\n\n```bash\nls', 1],
  ['a block for prose', 4, 'Words:\n\n```bash\nls\n```', 1],
])('an erratum has to be what it replaces: %s', ([, line, text, count]) => {
  expect(misplaced(document, [{ first: line, last: line, text, claims: ['m1-a'] }], [wrong('m1-a', line, 'x')])).toHaveLength(
    count,
  );
});

test('an erratum at the wrong place names its claims, the line and both texts', () => {
  const problems = misplaced(
    document,
    [{ first: 1, last: 1, text: 'make kind-down', claims: ['m1-a', 'm1-b'] }],
    [wrong('m1-a', 1, 'x')],
  );
  expect(problems.map(describeProblem)).toEqual([
    'specs/claims/a.yaml:10: the erratum of m1-a and m1-b puts "make kind-down" in place of a.md:1, which begins with "##". ' +
      'Quote the line where the correction stands, or begin its text alike.',
  ]);
});

test('the quote of an erratum has the line ends of the document', () => {
  const folded = new MarkdownDocument('a.md', 'one\ntwo\n');
  const problems = (quote: string) =>
    misplaced(folded, [{ first: 1, last: 1, text: 'x', claims: ['m1-a'] }], [wrong('m1-a', 1, quote)]).map(describeProblem);
  expect(problems('one\ntwo')).toEqual([]);
  expect(problems('one two')).toEqual([
    'specs/claims/a.yaml:10: claim m1-a: its quote goes on to a.md:2, and has no line ends of its own. ' +
      'Quote the lines as they stand, with a YAML block (|-).',
  ]);
});
