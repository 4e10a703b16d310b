import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { coverage, describeCoverage } from './coverage.ts';

const document = new MarkdownDocument('a.md', '# Title\n\nOne. Two. Three.\n\nFour.\n');
const [title, one, two, three, four] = document.passages;

test('each sentence is claimed, editorial or unclassified; a heading needs nobody', () => {
  const quoted = [
    { from: 1, to: 2, tested: true },
    { from: 3, to: 3, tested: false },
  ];
  expect(coverage(document, quoted, [{ quotes: ['Four.'], reason: 'x' }])).toEqual({
    claimed: [one, two],
    editorial: [three, four],
    unclassified: [],
  });
  expect(coverage(document, [{ from: 0, to: 0, tested: true }], [])).toEqual({
    claimed: [title],
    editorial: [],
    unclassified: [one, two, three, four],
  });
});

test('a claim that is run wins over one that is not', () => {
  const quoted = [
    { from: 1, to: 1, tested: false },
    { from: 1, to: 1, tested: true },
  ];
  expect(coverage(document, quoted, []).claimed).toEqual([one]);
});

test('an editorial quote is a whole sentence', () => {
  expect(coverage(document, [], [{ quotes: ['Four'], reason: 'x' }]).editorial).toEqual([]);
});

test('what nobody classified is named with its words', () => {
  expect(describeCoverage('a.md', coverage(document, [], [{ quotes: ['One.', 'Two.', 'Three.'], reason: 'x' }]))).toBe(
    'a.md: 0 sentences and commands claimed, 3 editorial, 1 unclassified\n  unclassified: line 5: Four.',
  );
});

test('an undecided passage is unclassified, and is named once with its proposal', () => {
  const undecided = { quote: 'Two. Three.', propose: 'claim', id: 'm1-a-two', reason: 'states an outcome' } as const;
  const covered = coverage(
    document,
    [{ from: 1, to: 1, tested: true }],
    [{ quotes: ['Four.'], reason: 'x' }],
    [{ from: 1, to: 3, undecided }],
  );
  expect(covered).toMatchObject({
    claimed: [one],
    unclassified: [
      { ...two, undecided },
      { ...three, undecided },
    ],
  });
  expect(describeCoverage('a.md', covered)).toBe(
    'a.md: 1 sentences and commands claimed, 1 editorial, 2 unclassified\n' +
      '  undecided: line 3: Two. (claim m1-a-two: states an outcome)',
  );
});
