import { beforeEach, expect, test, vi } from 'vitest';
import { judge, type Matcher } from './judge.ts';
import { plantedReading, plantedRun, stopClock, told } from './testing.ts';

beforeEach(stopClock);
vi.mock(import('../waiting.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  pause: async (ms: number) => void vi.advanceTimersByTime(ms),
}));

const is = (wanted: string): Matcher<string> => ({ says: wanted, agrees: (value) => value === wanted });

test('an agreement while a change is under way is looked at again at the end of the beat', async () => {
  const { run } = plantedRun();
  run.changed('applied a policy');
  let asked = 0;
  const sample = (value: string) => ({ value, says: value, at: new Date(0), ms: 1 });
  const stream = () => told([sample(asked++ === 0 ? '200' : '403')]);
  const turning = plantedReading('200', { stream, take: async () => sample('403') });
  await judge(run, 'observation', 'turning', turning, is('200'));
  await judge(run, 'observation', 'staying', plantedReading('200'), is('200'));
  await run.endBeat();
  expect(run.assertions).toMatchObject([
    { agrees: false, unsettled: true, observed: 'no answer: at the end of the beat 403' },
    { agrees: true, unsettled: false },
  ]);
});

test('an old connection that is answered once more in between is no turn', async () => {
  const { run } = plantedRun();
  run.changed('removed a policy');
  const once = { value: '403', says: '403', at: new Date(0), ms: 1 };
  await judge(run, 'observation', 'it', plantedReading('200', { take: async () => once }), is('200'));
  await run.endBeat();
  expect(run.assertions).toMatchObject([{ agrees: true, unsettled: false }]);
});

test('what agrees before the change had its time to arrive is looked at again when it had', async () => {
  const { run } = plantedRun();
  await judge(run, 'control', 'backend', plantedReading('200', { says: 'backend', to: 'backend' }), is('200'));
  run.changed('applied a policy');
  const since = performance.now();
  await judge(run, 'observation', 'backend', plantedReading('403', { says: 'backend', to: 'backend' }), is('403'));
  expect(run.changeTimes.pending).toBe(false);
  const sample = (value: string) => ({ value, says: value, at: new Date(0), ms: 1 });
  const lagging = plantedReading('200', {
    says: 'frontend',
    to: 'frontend',
    stream: undefined,
    take: async () => sample(performance.now() - since > 9000 ? '403' : '200'),
  });
  await judge(run, 'observation', 'it', lagging, is('200'));
  await run.endBeat();
  expect(run.assertions.at(-1)).toMatchObject({
    agrees: false,
    unsettled: true,
    observed: 'no answer: at the end of the beat 403',
  });
});
