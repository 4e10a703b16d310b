import { expect, test } from 'vitest';
import { RawFiles } from '../../testing/rawFiles.ts';
import { faultyRun, sampleEvidence } from '../../testing/sample.ts';
import { toResults } from './results.ts';

const evidence = sampleEvidence(new RawFiles());
const results = toResults(evidence);
const of = (id: string) => results.find(({ testCaseId }) => testCaseId === id);

test('statuses say how the verdict stands to the ledger', () => {
  expect(of('m9-ex6-tls-check')?.status).toBe('passed');
  expect(of('m9-ex4-script-quote')?.status).toBe('failed');
  expect(of('m9-ex6-latency')?.status).toBe('broken');
  expect(of('m9-ex6-route')?.status).toBe('skipped');
  expect(of('m9-ctx-duration')).toBeUndefined();
});

test('steps are the beats, with what was seen inside', () => {
  const steps = of('m9-ex4-attacker-blocked')?.steps ?? [];
  expect(steps.map(({ name }) => name)).toEqual([
    'Control: attacker is served without the policy',
    'Change: applied backend-policy.yaml',
    'Observation: attacker is refused',
  ]);
  expect(steps[2]?.steps.map(({ name }) => name)).toEqual([
    'client: attacker GET http://backend/ ⇒ timeout (curl 28)',
    'packet-capture: capture at backend ⇒ no packet of the nonce',
  ]);
  expect(steps[1]?.attachments[0]).toMatchObject({
    name: 'backend-policy.yaml',
    source: expect.stringMatching(/^[0-9a-f]{64}-attachment\.yaml$/),
  });
});

test('a claim keeps its history over runs; a result is its own in each', () => {
  const again = toResults({ ...evidence, run: { ...evidence.run, id: 'another' } })[0];
  expect(again?.historyId).toBe(results[0]?.historyId);
  expect(again?.uuid).not.toBe(results[0]?.uuid);
  expect(new Set(results.map(({ uuid }) => uuid)).size).toBe(results.length);
});

test('what is wrong with the run itself is broken', () => {
  const faults = toResults(faultyRun(evidence)).filter(({ titlePath }) => titlePath?.[0] === 'the run itself');
  expect(faults.map(({ name, status }) => [name, status])).toEqual([
    ['lab: nothing reaches outside', 'broken'],
    ['lab: all checks', 'broken'],
    ['run: complete', 'broken'],
  ]);
});
