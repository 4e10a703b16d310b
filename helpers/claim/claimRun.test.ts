import { expect, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { Event } from '../evidence/journal.ts';
import { reading } from '../readings/reading.ts';
import { plantedAssertion, plantedReading, plantedRun, unproven } from './testing.ts';

test('deferred checks run at the end of the beat, once', async () => {
  const { run } = plantedRun();
  const calls: string[] = [];
  run.later(async () => void calls.push('stays refused'));
  run.later(async () => void calls.push('absent from the log'));
  expect(calls).toEqual([]);
  await run.endBeat();
  await run.endBeat();
  expect(calls).toEqual(['stays refused', 'absent from the log']);
});

test('a deferred check that turns a control ends the claim', async () => {
  const { run } = plantedRun();
  const control = plantedAssertion({ beat: 'control', name: 'attacker is refused' });
  run.asserted(control);
  run.later(async () =>
    run.corroborated(control, plantedReading('200'), { witness: 'client', agrees: false, says: 'later 200' }),
  );
  await expect(run.endBeat()).rejects.toThrow(new Inconclusive('control "attacker is refused"'));
  expect(control).toMatchObject({ agrees: false, observed: 'later 200' });
});

test('a deferred check that turns an observation leaves the word to the ruling', async () => {
  const { run } = plantedRun();
  const observation = plantedAssertion();
  run.asserted(observation);
  run.later(async () => void (observation.agrees = false));
  await expect(run.endBeat()).resolves.toBeUndefined();
});

const told = (events: Event[]) =>
  events.flatMap((one) => (one.event === 'assertion' ? [[one.number, one.assertion.agrees, one.assertion.observed]] : []));

test('what a deferred check turns is journaled again, under its number', async () => {
  const { run, events } = plantedRun();
  const [first, refused] = [plantedAssertion(), plantedAssertion({ name: 'refused', observed: 'timeout' })];
  run.asserted(first);
  run.asserted(refused);
  run.later(async () => {
    run.corroborated(refused, plantedReading('200'), { witness: 'client', agrees: false, says: 'later 200' });
    expect(told(events()).at(-1)).toEqual([2, false, 'later 200']);
  });
  await run.endBeat();
  expect(told(events())).toEqual([
    [1, true, '200'],
    [2, true, 'timeout'],
    [2, false, 'later 200'],
  ]);
});

test('so is one that a check turned by itself, also where another check failed', async () => {
  const { run, events } = plantedRun();
  const observation = plantedAssertion();
  run.asserted(observation);
  run.later(async () => void (observation.agrees = false));
  run.later(() => Promise.reject(new Error('the log could not be read')));
  await expect(run.endBeat()).rejects.toThrow('the log could not be read');
  expect(told(events())).toEqual([
    [1, true, '200'],
    [1, false, '200'],
  ]);
});

test('a second witness of what was not asserted yet is no turn', () => {
  const { run, events } = plantedRun();
  const assertion = plantedAssertion();
  run.corroborated(assertion, plantedReading('200'), { witness: 'client', agrees: true, says: 'so it is' });
  run.asserted(assertion);
  expect(told(events())).toEqual([[1, true, '200']]);
});

test('a long output is in its artifact, and only begins in the observation', () => {
  const { run, events } = plantedRun();
  const token = ['eyJhbGciOiJSUzI1NiJ9', `eyJ${'c'.repeat(200)}`, 's'.repeat(342)].join('.');
  const stdout = `${'é'.repeat(1990)} ${token} ${'z'.repeat(100_000)}`;
  const value = { exit: 0, stdout, stderr: 'short' };
  const sample = { value, says: 'exit 0', at: new Date(0), ms: 1 };
  const command = reading('the reader runs: cat', 'command', () => Promise.resolve(value), unproven);
  run.record(command, [], { ...sample, artifacts: [{ name: 'stdout.txt', content: stdout, mediaType: 'text/plain' }] });
  const [observation] = run.observations;
  const kept = observation?.outcome.value as typeof value;
  expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(8192);
  expect(kept).toMatchObject({ exit: 0, stderr: 'short' });
  expect(kept.stdout).toMatch(/^é{1990} \[JSON web to/);
  expect(kept.stdout).toMatch(/\n\[all of it: 104549 bytes\]$/);
  expect(observation?.artifacts).toMatchObject([{ bytes: 103_981 + '[JSON web token removed] '.length }]);
  expect(JSON.stringify(events())).not.toContain(token.slice(0, 100));
});

test('a long value without an artifact stays whole', () => {
  const { run } = plantedRun();
  const value = 'x'.repeat(10_000);
  run.record(plantedReading(value), [], { value, says: 'x', at: new Date(0), ms: 1 });
  expect(run.observations[0]?.outcome.value).toBe(value);
});

test('a long output that is expected only begins in the assertion', () => {
  const { run, events } = plantedRun();
  run.asserted(plantedAssertion({ expected: `other than ${'x'.repeat(100_000)}` }));
  expect(run.told('observation')[0]?.expected).toMatch(/^other than x+\n\[all of it: 100011 bytes\]$/);
  expect(JSON.stringify(events()).length).toBeLessThan(8192);
});

test('a statement that was never judged ends the claim, and is named', () => {
  const { run } = plantedRun();
  run.opened('control', 'the backend answers');
  run.opened('observation', 'attacker GET http://backend/');
  run.asserted(plantedAssertion({ beat: 'control', name: 'the backend answers' }));
  expect(() => run.mustBeJudged()).toThrow(
    new Inconclusive('The statement "attacker GET http://backend/" was never judged: write what it has to be, and await it.'),
  );
  run.asserted(plantedAssertion({ name: 'attacker GET http://backend/' }));
  expect(() => run.mustBeJudged()).not.toThrow();
});

test('of two statements with one name both have to be judged', () => {
  const { run } = plantedRun();
  for (const _ of [1, 2]) run.opened('observation', 'it');
  run.asserted(plantedAssertion());
  expect(() => run.mustBeJudged()).toThrow(Inconclusive);
});

test('a change forgets who was sighted: proof of life is of one beat', () => {
  const { run } = plantedRun();
  const again = async () => true;
  run.sighted('lane/backend', again);
  expect(run.sightingOf('lane/backend')).toBe(again);
  run.changed('applied the policy');
  expect(run.sightingOf('lane/backend')).toBeUndefined();
});

test('a claim that has ended ends its commands and takes no further step', () => {
  const { run } = plantedRun();
  expect(run.signal.aborted).toBe(false);
  run.end('the claim took too long');
  run.end('The claim has ended.');
  expect(run.signal.aborted).toBe(true);
  expect(() => run.stillOpen()).toThrow('the claim took too long');
});

test('a change is journaled with its manifest', () => {
  const { run, events } = plantedRun();
  run.changed('applied AuthorizationPolicy backend', [
    { name: 'policy.yaml', content: 'kind: AuthorizationPolicy\n', mediaType: 'application/yaml' },
  ]);
  expect(events().at(-1)).toMatchObject({
    event: 'change',
    claim: 'm1-a-curl',
    change: { says: 'applied AuthorizationPolicy backend', artifacts: [{ name: 'policy.yaml', bytes: 26 }] },
  });
});

test('what the API server had before and after is kept beside the change', () => {
  const { run, events } = plantedRun();
  const after = { name: 'NetworkPolicy-backend.after.yaml', content: 'spec: {}\n', mediaType: 'application/yaml' };
  const removed = new Map([['value of a Secret', 2]]);
  run.changed('applied NetworkPolicy backend', [], [{ object: 'NetworkPolicy/backend', after: { ...after, removed } }]);
  expect(events().slice(-2)).toMatchObject([
    { event: 'redacted', what: 'value of a Secret', count: 2 },
    { event: 'change', change: { objects: [{ object: 'NetworkPolicy/backend', after: { name: after.name, bytes: 9 } }] } },
  ]);
});

test('values that JSON cannot hold are recorded as it holds them', () => {
  const { run } = plantedRun();
  const sample = { value: { at: new Date(0), none: undefined }, says: 'x', at: new Date(0), ms: 0 };
  run.record(
    reading('x', 'api-object', () => Promise.resolve(sample.value), unproven),
    [],
    sample,
  );
  expect(run.observations[0]?.outcome.value).toEqual({ at: '1970-01-01T00:00:00.000Z' });
});

test('nothing seen, nothing recorded', () => {
  const { run } = plantedRun();
  expect(run.record(plantedReading('x'), [], undefined)).toEqual([]);
  expect(run.observations).toEqual([]);
});
