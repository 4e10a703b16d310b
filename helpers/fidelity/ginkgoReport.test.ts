import { expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { readGinkgoReport } from './ginkgoReport.ts';

const spec = (LeafNodeText: string, State: string, more: object = {}) => ({
  ContainerHierarchyTexts: ['[planted] House', 'at night'],
  LeafNodeType: 'It',
  LeafNodeText,
  State,
  RunTime: 1_254_000_000,
  ...more,
});

const reportOf = (...SpecReports: object[]) => JSON.stringify([{ SuitePath: '/planted', SpecReports }]);

test('each spec is told by its whole name with outcome, seconds and why', () => {
  const source = reportOf(
    spec('locks the door', 'passed', { Failure: { Message: '' } }),
    spec('leaves a light on', 'failed', { Failure: { Message: 'it was dark\n' } }),
    spec('lets the cat in [Slow]', 'skipped'),
    spec('feeds the cat', 'skipped', { Failure: { Message: 'no cat here' } }),
    spec('waters plants', 'pending'),
  );
  expect(readGinkgoReport(source, [{ match: 'cat in', reason: 'cats need a door of their own' }])).toEqual([
    { name: '[planted] House at night feeds the cat', outcome: 'skipped', seconds: 1.25, reason: 'no cat here' },
    { name: '[planted] House at night leaves a light on', outcome: 'failed', seconds: 1.25, reason: 'it was dark' },
    {
      name: '[planted] House at night lets the cat in [Slow]',
      outcome: 'skipped',
      seconds: 1.25,
      reason: 'cats need a door of their own',
    },
    { name: '[planted] House at night locks the door', outcome: 'passed', seconds: 1.25 },
    {
      name: '[planted] House at night waters plants',
      outcome: 'skipped',
      seconds: 1.25,
      reason: 'it is not among the specs asked for',
    },
  ]);
});

test.each(['panicked', 'interrupted', 'aborted', 'timedout', 'of a later version'])(
  'a spec that was %s did not pass',
  (state) => {
    expect(readGinkgoReport(reportOf(spec('x', state)))).toMatchObject([{ outcome: 'failed', reason: state }]);
  },
);

test('what stands around specs is told where it failed, and only there', () => {
  const around = (State: string) => ({ LeafNodeType: 'BeforeSuite', State, RunTime: 0 });
  expect(readGinkgoReport(reportOf(around('passed')))).toEqual([]);
  expect(readGinkgoReport(reportOf(around('failed')))).toMatchObject([{ name: '[BeforeSuite]', outcome: 'failed' }]);
  expect(readGinkgoReport(JSON.stringify([{ SpecReports: null }]))).toEqual([]);
});

test.each(['', '{}', '[{"SpecReports": [{"State": 1}]}]'])('what is no report is refused: %j', (source) => {
  expect(() => readGinkgoReport(source)).toThrow(InfrastructureError);
});
