import { expect, test } from 'vitest';
import { insertEntries, insertPlace, removeEntries } from './listEdit.ts';

const ledger = `document: a.md

claims: []

editorial: []

# to decide
undecided:
  # § One
  - quote: First.
    reason: x # by me

  - quote: |-
      a
        b
    reason: y

  # § Two
  - quote: Last.
    reason: z
`;

test('entries stand behind one, or at the head of a list, and comments stay', () => {
  const value = { quote: 'New: one.', reason: 'n' };
  expect(insertEntries(ledger, 'undecided', 0, [{ value }])).toBe(
    ledger.replace('# by me\n', "# by me\n\n  - quote: 'New: one.'\n    reason: n\n"),
  );
  expect(insertEntries(ledger, 'undecided', -1, [{ value, heading: 'Zero' }])).toContain(
    "undecided:\n  # § Zero\n  - quote: 'New: one.'\n    reason: n\n\n  # § One\n",
  );
  expect(insertEntries(ledger, 'undecided', 2, [{ value }, { value }])).toContain('reason: z\n\n  - quote:');
});

test('an empty list and a list that is missing take entries', () => {
  const [claimed, listed] = [{ value: { id: 'a-b' } }, { value: { quote: 'a' } }];
  expect(insertEntries(ledger, 'claims', -1, [claimed])).toContain('a.md\n\nclaims:\n  - id: a-b\n\neditorial: []\n');
  expect(insertEntries('claims: []\n', 'undecided', -1, [listed])).toBe('claims: []\n\nundecided:\n  - quote: a\n');
});

test('an entry goes with its lines, and with a heading that no other entry follows', () => {
  expect(removeEntries(ledger, 'undecided', [0])).toBe(ledger.replace('  - quote: First.\n    reason: x # by me\n\n', ''));
  expect(removeEntries(ledger, 'undecided', [0, 1])).toContain('undecided:\n  # § Two\n  - quote: Last.\n');
  expect(removeEntries(ledger, 'undecided', [2])).toMatch(/reason: y\n$/);
  expect(removeEntries(ledger, 'undecided', [0, 1, 2])).toMatch(/# to decide\nundecided: \[\]\n$/);
});

test('a place joins the others, or begins them', () => {
  const begun = insertPlace(ledger, 'get-pods', { quote: 'kubectl get pods', section: 'One' });
  expect(begun).toContain('places:\n  get-pods:\n    quote: kubectl get pods\n    section: One\n\nclaims: []');
  const joined = insertPlace(begun, 'curl', { quote: 'curl a' });
  expect(joined).toContain('    section: One\n  curl:\n    quote: curl a\n\nclaims: []');
});
