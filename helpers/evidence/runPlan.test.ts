import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import { parseSpec } from '../ledger/specFiles.ts';
import { root } from '../root.ts';
import { claimOf, firstWorldOf, toRunPlan } from './runPlan.ts';

const document = new MarkdownDocument('fixtures/documents/a.md', 'curl\n');
const ledger = {
  claims: [{ id: 'm1-a-curl', document: 'fixtures/documents/a.md' } as LoadedClaim],
  documents: [{ document, places: { restart: { line: 3 } } }],
} as unknown as LoadedLedger;
const spec = parseSpec('specs/a/a.spec.ts', "claim('m1-a-curl', async ({ lane }) => { await lane.world('strict'); });");
const plan = toRunPlan(ledger, [spec], { runs: ['m1-a-curl'], results: 1, strict: false, keep: false });
// as a worker gets it
const handed = JSON.parse(JSON.stringify(plan)) as typeof plan;

test('a worker finds a claim with its document in the plan', () => {
  const found = claimOf(handed, 'm1-a-curl');
  expect(found.entry.id).toBe('m1-a-curl');
  expect(found.document.sha256).toBe(document.sha256);
  expect(found.places).toEqual({ restart: { line: 3 } });
  expect(() => claimOf(handed, 'm1-a-crul')).toThrow('No ledger has a claim m1-a-crul.');
});

test('the plan says which world a file enters first', () => {
  expect(firstWorldOf(handed, `${root}/specs/a/a.spec.ts`)).toBe('strict');
  expect(firstWorldOf(handed, `${root}/specs/b/b.spec.ts`)).toBeUndefined();
});
