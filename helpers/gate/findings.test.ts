import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import type { ClaimEvidence } from '../evidence/schema.ts';
import { loadLedger } from '../ledger/load.ts';
import { documentText, ledgerText, plantedProject } from '../ledger/testing.ts';
import { findingsOf } from './findings.ts';
import { exitOf } from './gate.ts';

const path = 'fixtures/documents/a.md';

async function found({
  document = documentText,
  ledger = ledgerText,
  measured = [],
}: { document?: string; ledger?: string; measured?: Partial<ClaimEvidence>[] } = {}) {
  await using project = await plantedProject({ [path]: document, 'specs/claims/a.yaml': ledger });
  return findingsOf({
    ledger: await loadLedger(project.root),
    touched: new Map([['m1-a-curl', ['its words']]]),
    before: () => new MarkdownDocument(path, documentText),
    problems: [],
    measured: measured as ClaimEvidence[],
    today: '2026-11-26',
  });
}

test('a sentence that is known to be wrong fails nothing, and has its suggestion', async () => {
  const [finding, ...others] = await found();
  expect(finding).toMatchObject({
    rule: 'known-erratum',
    level: 'note',
    about: 'm1-a-returns',
    line: 7,
    suppressed: 'The ledger expects contradicted.',
    suggestion: 'This returns 204.',
  });
  expect(others).toEqual([]);
  expect(exitOf([finding!])).toBe(0);
});

test.for([
  ['2026-11-26', 'known-erratum', 0],
  ['2026-11-25', 'overdue', 1],
] as const)('an erratum until %s is %s', async ([until, rule, exit]) => {
  const erratum = `{ text: This returns 204., owner: Ann, issue: docs#7, until: ${until} }`;
  const findings = await found({ ledger: ledgerText.replace('{ text: This returns 204. }', erratum) });
  expect(findings).toMatchObject([{ rule, message: expect.stringContaining(`Known: owner Ann, docs#7, until ${until}.`) }]);
  expect(exitOf(findings)).toBe(exit);
});

test('words that changed are told at the line where they stand now', async () => {
  const findings = await found({ document: `# Title\n\n${documentText.slice(9).replace('“200”', '“201”')}` });
  expect(findings[0]).toMatchObject({
    rule: 'drifted',
    level: 'error',
    about: 'm1-a-returns',
    file: path,
    line: 7,
    touched: false,
  });
  expect(findings[0]?.message).toContain('What to do: See whether the claim still holds');
  expect(findings.map(({ rule }) => rule)).not.toContain('unclaimed');
  expect(exitOf(findings)).toBe(1);
});

test('new words without a claim are a warning, which comes before notes', async () => {
  const findings = await found({ document: `${documentText}\nPolicies also encrypt.\n` });
  expect(findings.map(({ rule, level, touched, line }) => [rule, level, touched, line])).toEqual([
    ['unclaimed', 'warning', true, 9],
    ['known-erratum', 'note', false, 7],
  ]);
  expect(exitOf(findings)).toBe(0);
});

const statement = { name: 'the call', expected: '200', observed: '403', agrees: false };
const measured = {
  id: 'm1-a-curl',
  document: path,
  line: 4,
  quote: 'curl http://backend',
  expected: 'verified',
  reason: 'It is refused.',
  controls: [],
  expectations: [statement],
  selected: true,
} as unknown as ClaimEvidence;

test.for([
  ['contradicted', 'verdict-differs', 1],
  ['drifted', 'drifted', 1],
  ['inconclusive', 'inconclusive', 2],
] as const)('a claim that came out %s is told with what was observed', async ([verdict, rule, exit]) => {
  const findings = await found({ measured: [{ ...measured, verdict }] });
  expect(findings[0]).toMatchObject({ rule, level: 'error', about: 'm1-a-curl', line: 4, touched: true });
  expect(findings[0]?.message).toContain('“the call”: expected 200; observed 403');
  expect(exitOf(findings)).toBe(exit);
});

test('a claim that came out as expected is no finding', async () => {
  expect(await found({ measured: [{ ...measured, verdict: 'verified' }] })).toHaveLength(1);
});
