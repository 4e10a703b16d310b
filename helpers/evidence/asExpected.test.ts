import { expect, test } from 'vitest';
import { verdicts } from '../verdict.ts';
import { asExpected } from './asExpected.ts';

const erratum = (verdict: (typeof verdicts)[number]) => ({ text: 'the corrected sentence', verdict });

test.for(['verified', 'contradicted', 'vacuous', 'stale'] as const)(
  'reality that the ledger foresaw is as expected: %s',
  (verdict) => {
    expect(asExpected({ verdict, expected: verdict }, false)).toBe(true);
    expect(asExpected({ verdict: 'inconclusive', expected: verdict }, false)).toBe(false);
    expect(asExpected({ verdict, expected: 'undecided' }, false)).toBe(false);
  },
);

test.for(verdicts)('an erratum that is %s', (verdict) => {
  const claim = { verdict: 'contradicted', expected: 'contradicted', erratum: erratum(verdict) } as const;
  expect(asExpected(claim, false)).toBe(verdict === 'verified');
});

test('a claim that repeats another may have an erratum that no spec tests, but none that does not hold', () => {
  const claim = { verdict: 'contradicted', expected: 'contradicted', sameAs: 'm1-a-curl' } as const;
  expect(asExpected({ ...claim, erratum: erratum('not-run') }, false)).toBe(true);
  expect(asExpected({ ...claim, erratum: erratum('contradicted') }, false)).toBe(false);
});

test('an erratum does not save a claim that turned', () => {
  expect(asExpected({ verdict: 'verified', expected: 'contradicted', erratum: erratum('verified') }, false)).toBe(false);
});

test.for(verdicts)('STRICT accepts nothing but verified: %s', (verdict) => {
  expect(asExpected({ verdict, expected: 'contradicted' }, true)).toBe(verdict === 'verified');
});

test.for([true, false])('a claim is not applicable for want of a need that the ledger names, strict: %s', (strict) => {
  const claim = { verdict: 'not-applicable', expected: 'verified', lacks: 'kiali' } as const;
  expect(asExpected({ ...claim, needs: ['kiali'] }, strict)).toBe(true);
  expect(asExpected({ ...claim, needs: ['audit-log'] }, strict)).toBe(false);
  expect(asExpected(claim, strict)).toBe(false);
});
