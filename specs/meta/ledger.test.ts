import { describe, expect, test } from 'vitest';
import { describeCoverage } from '../../helpers/ledger/coverage.ts';
import { describeProblem } from '../../helpers/ledger/errors.ts';
import { loadLedger } from '../../helpers/ledger/load.ts';
import { isWrong } from '../../helpers/ledger/otherwise.ts';
import { claimsStand, placesStand } from '../../helpers/ledger/rules.ts';
import { measuredWithoutSpec, scanSpecs } from '../../helpers/ledger/specs.ts';
import { root } from '../../helpers/root.ts';

// Loading is the first test: it checks ids and sameAs.
const ledger = await loadLedger(root);
const { specs, places, problems } = await scanSpecs(root, ledger);

test('every spec runs a claim of the ledger, and no claim is run twice', () => {
  expect(problems.map(describeProblem)).toEqual([]);
  expect(places.size).toBeGreaterThan(0);
});

test('every verdict that counts as measured has a spec', () => {
  expect(measuredWithoutSpec(ledger, places).map(describeProblem)).toEqual([]);
});

test('every quote and every place stands as it was accepted', () => {
  const fallen = [...claimsStand(ledger.claims), ...ledger.documents.flatMap((one) => placesStand(one))];
  expect(fallen.map(describeProblem)).toEqual([]);
});

test('every editorial quote is a whole sentence that no claim quotes', () => {
  const faults = ledger.documents.flatMap((one) => one.faults);
  expect(faults.map(describeProblem)).toEqual([]);
});

describe.for(ledger.documents.map(({ document, coverage }) => [document.path, coverage] as const))('%s', ([path, coverage]) => {
  test('no sentence is left unclassified', () => {
    console.log(describeCoverage(path, coverage));
    expect(coverage.unclassified).toEqual([]);
    expect(coverage.claimed.length).toBeGreaterThan(0);
  });
});

test('a claim that is wrong as written has its erratum, and no other has one', () => {
  const withoutText = ledger.claims.filter((claim) => isWrong(claim) && !claim.erratum);
  const needless = ledger.claims.filter(
    (claim) => ['verified', 'editorial', 'not-applicable'].includes(claim.expected) && !isWrong(claim) && claim.erratum,
  );
  expect(withoutText.map(({ id }) => id)).toEqual([]);
  expect(needless.map(({ id }) => id)).toEqual([]);
});

test('an erratum says something else than the text that it corrects', () => {
  const unchanged = ledger.claims.filter(({ erratum, quote }) => erratum && erratum.text.trim() === quote.trim());
  expect(unchanged.map(({ id }) => id)).toEqual([]);
});

test('a claim that is wrong as written says why', () => {
  const wrong = ledger.claims.filter(({ expected }) => ['contradicted', 'stale', 'vacuous'].includes(expected));
  expect(wrong.filter(({ why }) => !why).map(({ id }) => id)).toEqual([]);
});

test('the text of an erratum is asserted by the claim’s own spec, and no spec asserts one that the ledger lacks', () => {
  const stated = new Map(specs.flatMap(({ claims }) => claims.map(({ id = '', states }) => [id, states])));
  const withSpec = ledger.claims.filter(({ id }) => stated.has(id));
  const asserts = (id: string) => stated.get(id)?.includes('erratum');
  expect(withSpec.filter(({ id, erratum }) => erratum && !asserts(id)).map(({ id }) => id)).toEqual([]);
  expect(withSpec.filter(({ id, erratum }) => !erratum && asserts(id)).map(({ id }) => id)).toEqual([]);
});

test('every claim’s spec states a control and an expectation', () => {
  const lacking = specs.flatMap(({ claims }) =>
    claims.filter(({ states }) => !states.includes('control') || !states.includes('expect')),
  );
  expect(lacking.map(({ id }) => id)).toEqual([]);
});

test('an undecided verdict is not called measured', () => {
  const claims = ledger.claims.filter(({ expected, basis }) => expected === 'undecided' && basis === 'measured');
  expect(claims.map(({ id }) => id)).toEqual([]);
});

test('an id says which document it belongs to', () => {
  const misplaced = ledger.claims.filter(({ id, document }) => !document.endsWith(`module-${id.slice(1, id.indexOf('-'))}.md`));
  expect(misplaced.map(({ id }) => id)).toEqual([]);
});

test('no control is proposed for a claim that no run can back', () => {
  const editorial = ledger.claims.filter(({ expected, supports }) => expected === 'editorial' && supports);
  expect(editorial.map(({ id }) => id)).toEqual([]);
});
