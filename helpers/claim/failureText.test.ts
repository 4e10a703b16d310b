import { expect, test } from 'vitest';
import type { ClaimEvidence } from '../evidence/schema.ts';
import { failureText } from './failureText.ts';
import { plantedAssertion } from './testing.ts';

const wrong = (observed: string) => plantedAssertion({ name: observed, agrees: false, observed });

const claim = (part: Partial<ClaimEvidence> = {}) =>
  ({
    id: 'm1-a-curl',
    document: 'fixtures/documents/a.md',
    line: 4,
    quote: 'curl http://backend',
    expected: 'contradicted',
    basis: 'measured',
    verdict: 'contradicted',
    reason: 'Expected 200, observed timeout.',
    controls: [plantedAssertion({ beat: 'control' })],
    expectations: [wrong('timeout'), wrong('reset')],
    observations: [],
    witnesses: [],
    ...part,
  }) as unknown as ClaimEvidence;

test('what is printed is the assertion that decided, and without one the first that disagrees', () => {
  expect(failureText(claim(), wrong('reset'))).toContain('observed  reset');
  expect(failureText(claim())).toContain('observed  timeout');
  expect(failureText(claim({ expectations: [] }), undefined)).toContain('observed  200');
});

test('an erratum that does not hold, or that the spec does not assert, is named', () => {
  const erratum = { text: 'curl -s', verdict: 'contradicted' } as const;
  expect(failureText(claim({ erratum }))).toContain('erratum   contradicted: curl -s');
  expect(failureText(claim({ erratum: { ...erratum, verdict: 'not-run' } }))).toContain(
    'erratum   not tested, the spec asserts none: curl -s',
  );
  expect(failureText(claim({ erratum: { ...erratum, verdict: 'verified' } }))).not.toContain('erratum');
});

test('where nothing was learned, the erratum is not the cause', () => {
  const nothing = claim({ verdict: 'inconclusive', erratum: { text: 'curl -s', verdict: 'not-run' } });
  expect(failureText(nothing)).not.toContain('erratum');
});

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
