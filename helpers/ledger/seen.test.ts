import { expect, test } from 'vitest';
import { ledgerText } from './testing.ts';
import { mustSee } from './seen.ts';
import { parseLedger } from './yaml.ts';

test.for(['contradicted', 'vacuous', 'stale'] as const)('a claim that is %s has to show what the ledger says', (expected) => {
  expect(mustSee({ expected, seen: '^exit 1: 0$' })).toEqual(['^exit 1: 0$']);
  expect(mustSee({ expected, seen: ['^405 ', '^dns '] })).toEqual(['^405 ', '^dns ']);
  expect(mustSee({ expected })).toEqual([]);
});

test.for(['verified', 'undecided', 'not-applicable'] as const)('a claim that is expected %s may show anything', (expected) => {
  expect(mustSee({ expected })).toBeUndefined();
});

test.for([
  ["'^405 from nginx$'", []],
  ["['^405 ', '^dns ']", []],
  ["'405 from nginx'", ['claim m1-a-returns, seen: a regular expression that begins with ^']],
  ["'^exit 1: (0'", ['claim m1-a-returns, seen: no valid regular expression']],
  ["['^405 ', '^dns (']", ['claim m1-a-returns, seen.1: no valid regular expression']],
] as const)('seen: %s', ([seen, faults]) => {
  const { problems } = parseLedger(
    'a.yaml',
    ledgerText.replace('    erratum:', () => `    seen: ${seen}\n    erratum:`),
  );
  expect(problems.map(({ what }) => what)).toEqual(faults);
});
