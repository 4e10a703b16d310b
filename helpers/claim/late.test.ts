import { beforeEach, expect, test } from 'vitest';
import { times } from '../times.ts';
import { judge, type Matcher } from './judge.ts';
import { plantedReading, plantedRun, stopClock, told } from './testing.ts';

beforeEach(stopClock);

const answered: Matcher<string> = { says: '200', agrees: (value) => value === '200', late: (value) => value === 'dns-timeout' };

test('a time-out, which a starved machine gives too, disagrees only after the whole window', async () => {
  const { run } = plantedRun();
  await judge(run, 'observation', 'silence', plantedReading('dns-timeout'), answered);
  await judge(run, 'observation', 'another answer', plantedReading('503'), answered);
  const slow = plantedReading([...Array<string>(12).fill('dns-timeout'), ...Array<string>(9).fill('200')]);
  await judge(run, 'observation', 'an answer in the end', slow, answered);
  expect(run.assertions).toMatchObject([{ attempts: 30 }, { attempts: 3 }, { agrees: true, unsettled: false }]);
});

test('a reading that streams its samples is watched as long', async () => {
  const { run } = plantedRun();
  const limits: number[] = [];
  const reading = plantedReading('dns-timeout');
  const stream = (limitMs: number) => {
    limits.push(limitMs);
    return told(Array.from({ length: 40 }, () => ({ value: '200', says: '200', at: new Date(0), ms: 1 })));
  };
  await judge(run, 'observation', 'it', { ...reading, stream }, answered);
  await judge(run, 'observation', 'it', { ...reading, stream }, { ...answered, late: undefined });
  expect(limits).toEqual([times.window + times.flapping, times.settledWindow + times.flapping]);
});

test('a time-out has to last to the end of its beat', async () => {
  const { run } = plantedRun();
  const sample = (value: string) => ({ value, says: value, at: new Date(0), ms: 1 });
  const recovers = plantedReading('dns-timeout', { take: async () => sample('200') });
  const lasts = plantedReading('dns-timeout', { take: async () => sample('dns-timeout') });
  await judge(
    run,
    'observation',
    'recovers',
    { ...recovers, stream: () => told(Array.from({ length: 40 }, () => sample('dns-timeout'))) },
    answered,
  );
  await judge(run, 'observation', 'lasts', lasts, answered);
  await run.endBeat();
  expect(run.assertions).toMatchObject([
    { agrees: false, unsettled: true, observed: 'no answer: a time-out, and at the end of the beat 200' },
    { agrees: false, unsettled: false, observed: 'dns-timeout' },
  ]);
});
