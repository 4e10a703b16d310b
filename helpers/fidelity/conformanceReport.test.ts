import { expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { readConformanceReport } from './conformanceReport.ts';

const report = `apiVersion: planted.example/v1
kind: ConformanceReport
date: "2026-01-01T00:00:00Z"
gatewayAPIVersion: v0.0.0
profiles:
- name: PLANTED-TWO
  summary: Half of it holds.
  core:
    result: failure
    statistics: {Failed: 1, Passed: 2, Skipped: 0}
    failedTests: [PlantedOne]
  extended:
    result: partial
    statistics: {Failed: 0, Passed: 1, Skipped: 1}
- name: PLANTED-ONE
  core:
    result: success
    statistics: {Failed: 0, Passed: 1, Skipped: 0}
`;

test('each profile is told with its results, by name', () => {
  expect(readConformanceReport(report)).toEqual([
    { name: 'PLANTED-ONE', summary: '', core: 'success' },
    { name: 'PLANTED-TWO', summary: 'Half of it holds.', core: 'failure', extended: 'partial' },
  ]);
});

test.each(['', 'kind: Pod\n', report.replace('result: failure', 'result: perhaps')])(
  'what is no report is refused: %#',
  (source) => {
    expect(() => readConformanceReport(source)).toThrow(InfrastructureError);
  },
);
