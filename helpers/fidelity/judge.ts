import type { ExpectedSuite, SuiteName } from '../evidence/expectedOfSuites.ts';
import type { PeerTest, SuiteRecord } from '../evidence/fidelity.ts';

type Judged = Pick<SuiteRecord, 'passed' | 'failed' | 'skipped' | 'floor' | 'holes' | 'surprises'>;

/** Sets what a suite came to beside what is expected of it. A known hole has to fail: one that passes is known no longer. */
export function judge(name: SuiteName, tests: readonly PeerTest[], { floor, holes }: ExpectedSuite): Judged {
  const count = (wanted: PeerTest['outcome']) => tests.filter(({ outcome }) => outcome === wanted).length;
  const passed = count('passed');
  const known = holes.map(({ test, reason }) => ({
    test,
    reason,
    outcome: tests.find((one) => one.name === test)?.outcome ?? ('absent' as const),
  }));
  const unknown = tests.filter((one) => one.outcome === 'failed' && !holes.some(({ test }) => test === one.name));
  return {
    passed,
    failed: count('failed'),
    skipped: count('skipped'),
    floor,
    holes: known,
    surprises: [
      ...(passed < floor ? [`${name}: ${passed} tests passed, and ${floor} have to`] : []),
      ...unknown.map((one) => `${name}: ${one.name} failed, and is no known hole: ${one.reason ?? 'it does not say why'}`),
      ...known.flatMap(({ test, outcome }) =>
        outcome === 'failed' ? [] : [`${name}: ${test} is a known hole, and ${became[outcome]}`],
      ),
    ],
  };
}

const became = {
  passed: 'passed: it is one no longer',
  skipped: 'was skipped: whether it is one still was not seen',
  absent: 'is no test of the suite',
};
