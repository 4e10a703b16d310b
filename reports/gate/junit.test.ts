import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import type { GateResult } from '../../helpers/gate/result.ts';
import { finding, gate, sampleGate } from '../testing/sampleGate.ts';
import { junit } from './junit.ts';

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'testcase' });
const suite = (result: GateResult) => parser.parse(junit.render(result)).testsuites.testsuite;
const outcome = (one: object) => ['failure', 'error', 'skipped'].find((name) => name in one) ?? 'passed';

test('a case for each claim that was touched or run, and for each other finding, at its place', () => {
  const { testcase, ...counts } = suite(sampleGate());
  expect(testcase.map((one: any) => [one.name, one.file, one.line, outcome(one)])).toEqual([
    ['m9-ex4-post-403', 'docs/training/documents/module-9.md', '26', 'failure'],
    ['m9-ex4-get-200', 'docs/training/documents/module-9.md', '30', 'passed'],
    ['m9-ex5-encrypted', 'docs/training/documents/module-9.md', '55', 'failure'],
    ['m9-ex5-serial', 'docs/training/documents/module-9.md', '61', 'error'],
    ['ledger-fault: specs/a.spec.ts names no place backend-policy', 'docs/training/specs/a.spec.ts', '3', 'failure'],
    ['overdue: m9-ex2-port', 'docs/training/documents/module-9.md', '12', 'skipped'],
    ['unclaimed: NetworkPolicies also encrypt traffic.', 'docs/training/documents/module-9.md', '70', 'skipped'],
    ['known-erratum: m9-ex2-returns', 'docs/training/documents/module-9.md', '20', 'skipped'],
  ]);
  expect(counts).toMatchObject({ tests: '8', failures: '3', errors: '1', skipped: '3' });
});

test.each([
  ['verified', 'verified', 'passed'],
  ['contradicted', 'contradicted', 'passed'],
  ['contradicted', 'verified', 'failure'],
  ['inconclusive', 'verified', 'error'],
  ['not-applicable', 'verified', 'skipped'],
])('a claim that is %s where the ledger expects %s is %s, without any finding', (verdict, expected, is) => {
  const [one] = suite(gate({ ran: [{ id: 'a', verdict, expected, seconds: 1 }] })).testcase;
  expect(outcome(one)).toBe(is);
});

test('a claim that was touched and not run is skipped; what is known of fails nothing; equal findings have names of their own', () => {
  expect(outcome(suite(gate({ touched: [{ id: 'a', why: [] }] })).testcase[0])).toBe('skipped');
  const { testcase } = suite(gate({ findings: [finding({ suppressed: 'issue 42' }), finding({ line: 50 })] }));
  expect(testcase.map((one: any) => [one.name, outcome(one)])).toEqual([
    ['verdict-differs: m9-ex4-post-403 (2)', 'failure'],
    ['verdict-differs: m9-ex4-post-403', 'skipped'],
  ]);
});
