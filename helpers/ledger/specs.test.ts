import { expect, test } from 'vitest';
import { describeProblem } from './errors.ts';
import { loadLedger } from './load.ts';
import { ledgerText, plantedProject, specText } from './testing.ts';
import { measuredWithoutSpec, placeOf, scanSpecs } from './specs.ts';

const scan = async (spec: string, ledger = ledgerText) => {
  await using project = await plantedProject({ 'specs/a/a.spec.ts': spec, 'specs/claims/a.yaml': ledger });
  const loaded = await loadLedger(project.root);
  const { places, problems } = await scanSpecs(project.root, loaded);
  return {
    places,
    problems: problems.map(describeProblem),
    unproven: measuredWithoutSpec(loaded, places).map(describeProblem),
    loaded,
  };
};

test('a spec is found by its call, not by a comment, and serves the claims that say the same', async () => {
  const { places, problems, unproven, loaded } = await scan(specText);
  expect(problems).toEqual([]);
  expect(unproven).toEqual([]);
  expect([...places]).toEqual([['m1-a-returns', { file: 'specs/a/a.spec.ts', line: 4 }]]);
  expect(placeOf(places, loaded.byId('m1-a-again'))).toEqual({ file: 'specs/a/a.spec.ts', line: 4 });
  expect(placeOf(places, loaded.byId('m1-a-curl'))).toBeUndefined();
});

test.for([
  [
    'an unknown id',
    "claim('m1-a-retruns', () => {});",
    'specs/a/a.spec.ts:1: claim m1-a-retruns is in no ledger. Did you mean m1-a-returns',
  ],
  [
    'an id that is no literal',
    'claim(`m1-a-${1}`, () => {});',
    'specs/a/a.spec.ts:1: claim() is called without a literal id. Write',
  ],
  [
    'an id twice',
    `${specText}claim('m1-a-returns', () => {});`,
    'specs/a/a.spec.ts:5: claim m1-a-returns has a spec already, at specs/a/a.spec.ts:4',
  ],
  [
    'a claim that is the same as another',
    "claim('m1-a-again', () => {});",
    'm1-a-again says what m1-a-returns says, and shares its spec',
  ],
])('%s', async ([, spec, message]) => {
  const { problems } = await scan(spec!);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(message);
});

test('a measured claim without a spec', async () => {
  const { unproven } = await scan('');
  expect(unproven).toEqual([
    'specs/claims/a.yaml:10: claim m1-a-returns is measured, but no spec runs it. Write its spec, or set its basis to predicted.',
  ]);
});
