import { expect, test } from 'vitest';
import { renderCtrf } from './ctrf.ts';
import { RawFiles } from '../testing/rawFiles.ts';
import { faultyRun, sampleEvidence } from '../testing/sample.ts';

const evidence = sampleEvidence(new RawFiles());

test('every claim is a test, counted by status; it is the same each time', () => {
  const text = renderCtrf(evidence);
  const { results } = JSON.parse(text);
  expect(results.summary).toMatchObject({ tests: 10, passed: 4, failed: 2, other: 1, skipped: 1, pending: 2 });
  expect(results.tests.find(({ name }: { name: string }) => name === 'm9-ex6-latency')).toMatchObject({
    status: 'other',
    rawStatus: 'inconclusive',
  });
  expect(renderCtrf(evidence)).toBe(text);
});

test('what is wrong with the run itself is a test without an answer', () => {
  const { results } = JSON.parse(renderCtrf(faultyRun(evidence)));
  expect(results.summary).toMatchObject({ tests: 13, passed: 4, other: 4 });
  expect(results.tests.at(-1)).toMatchObject({ name: 'run: complete', status: 'other', message: 'the run was interrupted' });
});
