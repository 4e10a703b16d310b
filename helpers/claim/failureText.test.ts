import { expect, test } from 'vitest';
import type { ClaimEvidence } from '../evidence/schema.ts';
import { failureText } from './failureText.ts';
import { plantedAssertion } from './testing.ts';

const evidence = {
  id: 'm1-a-curl',
  document: 'fixtures/documents/a.md',
  line: 7,
  quote: 'the first line\nthe second',
  expected: 'verified',
  basis: 'measured',
  verdict: 'contradicted',
  reason: 'Expected 200, observed 403.',
  controls: [],
  expectations: [plantedAssertion({ agrees: false, observed: '403', observations: ['m1-a-curl/1'] })],
  observations: [{ id: 'm1-a-curl/1', probe: { says: 'attacker GET', from: 'attacker-1', command: 'curl http://backend/' } }],
  witnesses: ['client'],
  reproduce: "make verify CLAIMS='m1-a-curl' KEEP=1",
} as unknown as ClaimEvidence;

test('a failure names verdict, quote, probe, what was expected and seen, and how to see it again', () => {
  expect(failureText(evidence)).toBe(`m1-a-curl is contradicted; the ledger expects verified. Expected 200, observed 403.
quote     fixtures/documents/a.md:7 “the first line”
probe     attacker-1: curl http://backend/
expected  200
observed  403
witnesses client
again     make verify CLAIMS='m1-a-curl' KEEP=1`);
});

test('it is printed without the secrets of what was seen', () => {
  const token = ['eyJhbGciOiJIUzI1NiJ9', `eyJ${'c'.repeat(90)}`, 's'.repeat(43)].join('.');
  expect(failureText({ ...evidence, reason: `Observed ${token}.` })).toContain('Observed [JSON web token removed].');
});
