import { beforeEach, expect, test, vi } from 'vitest';
import { Inconclusive, InfrastructureError } from '../errors.ts';
import { assertionSchema } from '../evidence/schema.ts';
import type { Corroboration, Reading } from '../readings/reading.ts';
import { judge, type Beat, type Matcher } from './judge.ts';
import { plantedReading, plantedRun, stopClock, told } from './testing.ts';
import type { ClaimRun } from './claimRun.ts';
import { plain } from './plain.ts';

beforeEach(stopClock);
vi.mock(import('../waiting.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  pause: async (ms: number) => void vi.advanceTimersByTime(ms),
}));

const reaches: Matcher<string> = { says: '200', agrees: (value) => value.startsWith('200') };

const is = (wanted: string): Matcher<string> => ({ says: wanted, agrees: (value) => value === wanted });

async function judged(run: ClaimRun, beat: Beat, reading: Reading<string>, matcher = reaches) {
  await judge(run, beat, reading.says, reading, matcher);
  const last = run.assertions.at(-1);
  if (!last) throw new Error('judge asserted nothing');
  return last;
}

test('an agreement is three samples in one record, and their witness', async () => {
  const { run, events } = plantedRun();
  const reading = plantedReading('200', { from: 'attacker', command: 'curl http://backend/' });
  const assertion = await judged(run, 'observation', reading);
  expect(assertion).toMatchObject({ agrees: true, unsettled: false, attempts: 3, expected: '200', observed: '200' });
  expect(run.witnesses).toEqual(['client']);
  expect(run.observations).toHaveLength(1);
  expect(run.observations[0]).toMatchObject({
    id: 'm1-a-curl/1',
    repeated: 3,
    probe: { says: reading.says, from: 'attacker', command: 'curl http://backend/' },
    outcome: { says: '200', value: '200' },
  });
  expect(events().map(({ event }) => event)).toEqual(['claim-started', 'observation', 'assertion']);
  expect(() => assertionSchema.parse(plain(assertion))).not.toThrow();
});

test('a steady disagreement is recorded with what it means', async () => {
  const { run } = plantedRun();
  const assertion = await judged(run, 'observation', plantedReading('timeout'), { ...reaches, disagreement: 'stale' });
  expect(assertion).toMatchObject({ agrees: false, unsettled: false, disagreement: 'stale', observed: 'timeout' });
  expect(run.witnesses).toEqual([]);
});

test('an agreement after a disagreement that nothing explains has to hold', async () => {
  const late = plantedReading(['503', '200']);
  expect(await judged(plantedRun().run, 'observation', late)).toMatchObject({ agrees: true, attempts: 7 });
  const { run } = plantedRun();
  run.changeTimes.worldCleared();
  expect(await judged(run, 'control', late)).toMatchObject({ agrees: true, attempts: 4 });
  expect(await judged(run, 'control', late)).toMatchObject({ agrees: true, attempts: 7 });
  run.changed('a policy was removed');
  expect(await judged(run, 'observation', late)).toMatchObject({ agrees: true, attempts: 4 });
});

test('one that comes back has to hold too, unless it gave way to the state before the change', async () => {
  const { run } = plantedRun();
  const denied: Matcher<string> = { says: '403', agrees: (value) => value === '403' };
  await judged(run, 'control', plantedReading('200'));
  run.changed('a policy was applied');
  const after = (meanwhile: string) => judged(run, 'observation', plantedReading(['403', meanwhile, '403']), denied);
  expect(await after('503')).toMatchObject({ agrees: true, attempts: 8 });
  await judged(run, 'control', plantedReading('200'));
  run.changed('the policy was applied again');
  expect(await after('200')).toMatchObject({ agrees: true, attempts: 5 });
});

test('a reading that flaps is unsettled, with its last three outcomes', async () => {
  const { run } = plantedRun();
  const flaps = Array.from({ length: 100 }, (_, index) => ['503', '200', 'reset', '200', 'timeout'][index % 5] as string);
  const assertion = await judged(run, 'observation', plantedReading(flaps));
  expect(assertion).toMatchObject({ agrees: false, unsettled: true });
  expect(assertion.distinct).toHaveLength(3);
});

test('a failed control throws Inconclusive, after it was recorded', async () => {
  const { run, events } = plantedRun();
  await expect(judge(run, 'control', 'backend answers', plantedReading('timeout'), reaches)).rejects.toThrow(
    new Inconclusive('control "backend answers"'),
  );
  expect(run.assertions).toMatchObject([{ beat: 'control', agrees: false, observed: 'timeout' }]);
  expect(events().at(-1)).toMatchObject({ event: 'assertion', assertion: { name: 'backend answers', agrees: false } });
});

test('in a broken world a claim ends with the first expectation that turned', async () => {
  const { run } = plantedRun('m1-a-curl', { endsAtTurn: true });
  await expect(judged(run, 'observation', plantedReading('timeout'))).rejects.toThrow('turned: observed timeout.');
  expect(run.assertions).toMatchObject([{ agrees: false, observed: 'timeout' }]);
  await expect(judged(run, 'erratum', plantedReading('timeout'))).resolves.toMatchObject({ agrees: false });
});

test.for(['observation', 'erratum'] as const)('a failed %s throws nothing: the ruling decides', async (beat) => {
  const { run } = plantedRun();
  await expect(judge(run, beat, 'it', plantedReading('timeout'), reaches)).resolves.toBeUndefined();
});

/** At one sample a second, the number of samples is the time that was waited. */
test('a control waits the whole window, and so does what follows a change', async () => {
  const { run } = plantedRun();
  await expect(judged(run, 'control', plantedReading('timeout'))).rejects.toThrow(Inconclusive);
  expect(run.assertions[0]?.attempts).toBe(30);
  run.changed('applied the policy');
  expect((await judged(run, 'observation', plantedReading('timeout'))).attempts).toBe(30);
});

test('without a change a disagreement has to stand for a short time only', async () => {
  const { run } = plantedRun();
  expect((await judged(run, 'observation', plantedReading('timeout'))).attempts).toBe(3);
});

test('what a claim before had applied may act for 10 s after it was removed', async () => {
  const { run } = plantedRun();
  run.changeTimes.worldCleared();
  expect((await judged(run, 'observation', plantedReading('403'))).attempts).toBe(10);
  expect((await judged(run, 'observation', plantedReading('reset'))).attempts).toBe(3);
});

test('a reading that turned ends the wait at its destination', async () => {
  const { run } = plantedRun();
  const to = 'backend';
  await judged(run, 'control', plantedReading('200', { to }));
  run.changed('applied the policy');
  await judged(run, 'observation', plantedReading(['200', '200', 'timeout'], { to }), is('timeout'));
  expect(run.changeTimes.pending).toBe(false);
  expect(run.changeTimes.turnedMs).toBe(3000);
  const other = plantedReading('503', { says: 'frontend GET http://backend/', to });
  expect((await judged(run, 'observation', other)).attempts).toBe(6);
});

test('a reading that turned does not end the wait for what a command looks at', async () => {
  const { run } = plantedRun();
  await judged(run, 'control', plantedReading('200', { to: 'backend' }));
  run.changed('applied the policy');
  await judged(run, 'observation', plantedReading('timeout', { to: 'backend' }), is('timeout'));
  const command = plantedReading('exit 0, no output', { says: 'kubectl logs collector' });
  expect((await judged(run, 'observation', command)).attempts).toBe(7);
});

test('a reading that did not turn leaves the change pending', async () => {
  const { run } = plantedRun();
  await judged(run, 'control', plantedReading('200'));
  run.changed('applied the policy');
  await judged(run, 'observation', plantedReading('200'));
  expect(run.changeTimes.pending).toBe(true);
});

test('what was never read before the change cannot show that it acted', async () => {
  const { run } = plantedRun();
  run.changed('applied the policy');
  await judged(run, 'observation', plantedReading('200'));
  expect(run.changeTimes.pending).toBe(true);
});

test('a claim that ended while it was asked asserts nothing any more', async () => {
  const { run, events } = plantedRun();
  const ending = plantedReading('200', {
    stream: undefined,
    repeat: 'until-agreed',
    take: async () => (run.end('over'), { value: '200', says: '200', at: new Date(0), ms: 1 }),
  });
  await expect(judge(run, 'control', 'it', ending, reaches)).rejects.toThrow('over');
  expect(events().map(({ event }) => event)).toEqual(['claim-started']);
});

test('what a command printed agrees at once, and disagrees when it has stood: a log’s last lines may be on their way', async () => {
  const { run } = plantedRun();
  const command = (prints: string) => plantedReading(prints, { repeat: 'until-agreed' });
  expect((await judged(run, 'observation', command('200'))).attempts).toBe(1);
  expect((await judged(run, 'observation', command('exit 1'))).attempts).toBe(3);
});

test('what is given already is never taken again, after a change either', async () => {
  const { run } = plantedRun();
  run.changed('applied the policy');
  expect(await judged(run, 'observation', plantedReading('0', { repeat: 'recorded' }))).toMatchObject({
    attempts: 1,
    unsettled: false,
  });
});

const proxyLog = (agrees: boolean): Corroboration => ({
  witness: 'proxy-log',
  agrees,
  says: agrees ? 'the proxy log holds it' : 'the proxy log lacks it',
  artifacts: [{ name: 'proxy.log', content: 'line', mediaType: 'text/plain' }],
});

test('a second witness that agrees is added', async () => {
  const { run } = plantedRun();
  const reading = plantedReading('200', { corroborate: async () => [proxyLog(true)] });
  const assertion = await judged(run, 'observation', reading, {
    ...reaches,
    corroborate: async () => [{ ...proxyLog(true), witness: 'app-log' }],
  });
  expect(assertion).toMatchObject({ agrees: true, observed: '200', observations: ['m1-a-curl/1', 'm1-a-curl/2', 'm1-a-curl/3'] });
  expect(run.witnesses).toEqual(['app-log', 'client', 'proxy-log']);
  expect(run.observations[1]?.artifacts).toMatchObject([{ name: 'proxy.log', bytes: 4 }]);
});

test('a second witness that disagrees turns the assertion', async () => {
  const { run } = plantedRun();
  const assertion = await judged(run, 'observation', plantedReading('200', { corroborate: async () => [proxyLog(false)] }));
  expect(assertion).toMatchObject({ agrees: false, observed: 'the proxy log lacks it' });
  expect(run.witnesses).toEqual([]);
});

test('a control that a second witness denies has failed', async () => {
  const { run } = plantedRun();
  const denied = { ...reaches, corroborate: async () => [proxyLog(false)] };
  await expect(judged(run, 'control', plantedReading('200'), denied)).rejects.toThrow(Inconclusive);
});

test('a disagreement is not corroborated', async () => {
  const { run } = plantedRun();
  const reading = plantedReading('timeout', { corroborate: () => Promise.reject(new Error('was asked')) });
  expect((await judged(run, 'observation', reading)).agrees).toBe(false);
});

test('a transport that fails is thrown on, and asserts nothing', async () => {
  const { run } = plantedRun();
  const broken = plantedReading('200', {
    repeat: 'until-agreed',
    stream: undefined,
    take: () => Promise.reject(new InfrastructureError('exec')),
  });
  await expect(judge(run, 'observation', 'it', broken, reaches)).rejects.toThrow(InfrastructureError);
  expect(run.assertions).toEqual([]);
});

test('a reading that brings nothing is infrastructure, not evidence', async () => {
  const { run } = plantedRun();
  const silent = plantedReading('200', { stream: async function* () {} });
  await expect(judge(run, 'observation', 'it', silent, reaches)).rejects.toThrow(InfrastructureError);
});

test('a sample that was not read is passed over, and is no answer where there is no other', async () => {
  const { run } = plantedRun();
  const unread = { value: '200', says: '200', at: new Date(0), ms: 1, unread: 'the program curl was not found' };
  const answer = { value: '200', says: '200', at: new Date(0), ms: 1 };
  await judge(run, 'observation', 'late', plantedReading('200', { stream: () => told([unread, answer]) }), is('200'));
  await judge(run, 'observation', 'never', plantedReading('200', { stream: () => told([unread]) }), is('200'));
  expect(run.assertions).toMatchObject([
    { agrees: true },
    { agrees: false, unsettled: true, observed: 'no answer: the program curl was not found' },
  ]);
});
