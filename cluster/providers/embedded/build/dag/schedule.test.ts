import { expect, test } from 'vitest';
import { byUrgency, runSteps, timeLeft } from './schedule.ts';
import type { Step } from './step.ts';

const step = (name: string, seconds: number, after: string[] = [], pool: Step['pool'] = 'compile'): Step => ({
  name,
  makes: 'folder',
  pool,
  seconds,
  commands: [],
  after,
});
const expected = ({ seconds }: Step) => seconds;
const never = new AbortController().signal;
const slots = { compile: 2, transfer: 1 };

/** Runs steps whose ends the test decides. */
function manual(steps: Step[], signal: AbortSignal = never) {
  const started: string[] = [];
  const ends = new Map<string, { finish(): void; fail(error: Error): void }>();
  const aborted: string[] = [];
  const all = runSteps(steps, {
    slots,
    expected,
    signal,
    run: ({ name }, until) =>
      new Promise<void>((resolve, reject) => {
        started.push(name);
        ends.set(name, { finish: resolve, fail: reject });
        until.addEventListener('abort', () => {
          aborted.push(name);
          reject(new Error(`${name} stopped`));
        });
      }),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { all, started, aborted, settle, end: (name: string) => ends.get(name) };
}

test('the most urgent steps start first, within the slots of their pool, and others when what they need is there', async () => {
  const steps = [
    step('short', 1),
    step('long', 50),
    step('chain', 5),
    step('rest', 60, ['chain']),
    step('copy', 1, [], 'transfer'),
  ];
  const run = manual(steps);
  expect(run.started).toEqual(['chain', 'long', 'copy']);
  run.end('chain')?.finish();
  await run.settle();
  expect(run.started.slice(3)).toEqual(['rest']);
  run.end('long')?.finish();
  await run.settle();
  expect(run.started.slice(4)).toEqual(['short']);
  for (const name of ['rest', 'short', 'copy']) run.end(name)?.finish();
  await run.all;
});

test('one failure stops the others and is what is reported', async () => {
  const run = manual([step('bad', 2), step('busy', 2), step('later', 1, ['busy'])]);
  const result = expect(run.all).rejects.toThrow('disk full');
  run.end('bad')?.fail(new Error('disk full'));
  await result;
  expect(run.aborted).toContain('busy');
  expect(run.started).not.toContain('later');
});

test("the user's signal stops what runs and starts nothing more", async () => {
  const stop = new AbortController();
  const run = manual([step('a', 2), step('b', 1, ['a'])], stop.signal);
  stop.abort();
  await expect(run.all).rejects.toThrow('a stopped');
  expect(run.started).toEqual(['a']);
});

test('first comes what the most has to wait for, however short it is itself, then what takes longest', () => {
  const steps = [step('long', 50), step('short', 5), step('before', 1), step('chain', 3, ['before']), step('end', 9, ['chain'])];
  const order = steps.toSorted(byUrgency(steps, expected));
  expect(order.map(({ name }) => name)).toEqual(['before', 'chain', 'long', 'end', 'short']);
});

test('time left plays the schedule: two at a time, the elapsed part of running steps taken off', () => {
  const steps = [step('a', 10), step('b', 10), step('c', 10)];
  expect(timeLeft(steps, slots, expected, new Map())).toBe(20);
  expect(
    timeLeft(
      steps,
      slots,
      expected,
      new Map([
        ['a', 8],
        ['b', 4],
      ]),
    ),
  ).toBe(12);
  expect(timeLeft([step('a', 10)], slots, expected, new Map([['a', 99]]))).toBe(1);
  expect(timeLeft([], slots, expected, new Map())).toBe(0);
});
