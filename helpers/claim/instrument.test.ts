import { beforeEach, expect, test } from 'vitest';
import type { Reading } from '../readings/reading.ts';
import { judge, type Matcher } from './judge.ts';
import { plantedReading, plantedRun, stopClock } from './testing.ts';

beforeEach(stopClock);

const is = (wanted: string): Matcher<string> => ({ says: wanted, agrees: (value) => value === wanted });

const asked = (outcome: string, works: boolean) => {
  const proofs: { like: string[]; shown: boolean }[] = [];
  const prove = async ({ like, shown }: { like: string[]; shown: boolean }) => {
    proofs.push({ like, shown });
    return { works, says: works ? 'it gave a known answer' : 'it gave no known answer' };
  };
  return { reading: plantedReading(outcome, { blanks: ['', '0'], prove }), proofs };
};

test('an agreement that a broken instrument would bring too counts only where the instrument is seen to work', async () => {
  const { run } = plantedRun();
  const [broken, working] = [asked('0', false), asked('0', true)];
  await judge(run, 'observation', 'broken', broken.reading, is('0'));
  await judge(run, 'observation', 'working', working.reading, is('0'));
  expect(run.assertions).toMatchObject([
    { agrees: false, unsettled: true },
    { agrees: true, unsettled: false },
  ]);
  expect(working.proofs).toEqual([{ like: ['0'], shown: false }]);
});

test('so does a disagreement; an agreement with more than nothing needs no proof', async () => {
  const { run } = plantedRun();
  const [broken, plain] = [asked('403', false), asked('200', false)];
  await judge(run, 'observation', 'broken', broken.reading, is('200'));
  await judge(run, 'observation', 'plain', plain.reading, is('200'));
  expect(run.assertions).toMatchObject([{ unsettled: true, observed: 'no answer: it gave no known answer' }, { agrees: true }]);
  expect(plain.proofs).toEqual([]);
});

test('an agreement with nothing waits for a look that shows something, to the end of the claim', async () => {
  const { run } = plantedRun();
  const prove = async () => ({ works: true, awaited: true, says: 'it gave a known answer' });
  const search = (says: string, outcome: string) => plantedReading(outcome, { says, blanks: [''], prove });
  await judge(run, 'observation', 'never shown', search('one', ''), is(''));
  await judge(run, 'observation', 'shown later', search('other', ''), is(''));
  await judge(run, 'control', 'later', search('other', 'a line'), is('a line'));
  run.settleShowings();
  expect(run.assertions).toMatchObject([{ agrees: false, unsettled: true }, { agrees: true }, { agrees: true }]);
});

test('an instrument is told whether the same reading showed something before', async () => {
  const { run } = plantedRun();
  const [before, after] = [asked('5', true), asked('0', true)];
  await judge(run, 'control', 'before', before.reading, is('5'));
  await judge(run, 'observation', 'after', after.reading, is('0'));
  expect(after.proofs).toEqual([{ like: ['0'], shown: true }]);
});

test('an agreement that was the same before a change may be an old answer: the instrument is proven', async () => {
  const { run } = plantedRun();
  const [before, after] = [asked('5', true), asked('5', false)];
  const log = (one: Reading<string>): Reading<string> => ({ ...one, witness: 'app-log' });
  await judge(run, 'control', 'before', log(before.reading), is('5'));
  run.changed('restarted the backend');
  await judge(run, 'observation', 'after', log(after.reading), is('5'));
  expect(run.assertions).toMatchObject([{ agrees: true }, { agrees: false, unsettled: true }]);
  expect([before.proofs, after.proofs]).toEqual([[], [{ like: [], shown: true }]]);
});
