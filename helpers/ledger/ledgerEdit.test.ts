import { expect, test } from 'vitest';
import { LedgerEdit } from './ledgerEdit.ts';

const ledger = `document: fixtures/documents/a.md

places:
  up: { quote: make up }
  down:
    quote: make down
    section: Later

claims:
  # the first block
  - id: m1-a-up
    quote: make up # as it stands
    section: Title
    says: It comes up.
    expected: contradicted
    why: 'it does not: see below,
      and above'
    seen: '^exit 1'
    basis: measured
    erratum:
      text: |-
        make up
        make wait

  # the second block
  - id: m1-a-down
    quote: make down
    says: It goes down.
    expected: verified
    basis: measured

editorial: []
`;

const edited = (edit: (ledger: LedgerEdit) => void): string => {
  const one = new LedgerEdit(ledger);
  edit(one);
  return one.text();
};

test('other words of a claim', () => {
  expect(edited((one) => one.requote('m1-a-down', { quote: 'make "down"', section: 'Later' }))).toBe(
    ledger.replace('    quote: make down\n    says', `    quote: make "down"\n    section: Later\n    says`),
  );
});

test('a claim that is corrected is wrong no longer, and the comments stay', () => {
  const text = edited((one) => one.correct('m1-a-up', { quote: 'make up\nmake wait' }, 'It waits.'));
  expect(text).toContain(`  # the first block
  - id: m1-a-up
    quote: |-
      make up
      make wait
    says: It waits.
    expected: verified
    basis: predicted

  # the second block
`);
});

test('a claim that is removed leaves the others', () => {
  const text = edited((one) => one.remove('m1-a-up'));
  expect(text).not.toContain('m1-a-up');
  expect(text).toContain('  - id: m1-a-down\n    quote: make down\n');
});

test('other words of a place', () => {
  expect(edited((one) => one.replace('up', { quote: 'make "up"' }))).toBe(
    ledger.replace('up: { quote: make up }', 'up: { quote: "make \\"up\\"" }'),
  );
  expect(edited((one) => one.replace('down', { quote: 'make off', section: 'Last' }))).toContain(
    '  down:\n    { quote: "make off", section: "Last" }\n\nclaims:',
  );
});

test('what the ledger has not is an error', () => {
  expect(() => edited((one) => one.remove('m1-a-off'))).toThrow('The ledger has no claim m1-a-off.');
  expect(() => edited((one) => one.replace('off', { quote: 'x' }))).toThrow('The ledger has no place off.');
});
