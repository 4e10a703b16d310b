import { expect, onTestFinished, test, vi } from 'vitest';
import { Inconclusive, ObjectRefused } from '../errors.ts';
import type { Lane } from '../lane/lane.ts';
import type { CommandOutcome } from '../readings/command/command.ts';
import type { HttpProbe } from '../readings/http/httpProbe.ts';
import type { HttpOutcome } from '../readings/http/refusal.ts';
import { reading, type Sample } from '../readings/reading.ts';
import { times } from '../times.ts';
import { pause } from '../waiting.ts';
import { LaneHandle } from './laneHandle.ts';
import { plantedRun, unproven } from './testing.ts';

vi.mock(import('../waiting.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  pause: vi.fn(async () => undefined),
}));

const handle = (endsIn = 0) => {
  const { run } = plantedRun();
  return { run, lane: new LaneHandle({ drain: { endsIn } } as Lane, run) };
};
const command = (exit: number, stderr = '') =>
  reading<CommandOutcome>('the reader runs: kubectl patch', 'command', async () => ({ exit, stdout: '', stderr }), {
    ...unproven,
    command: 'kubectl patch',
    words: (value) => `exit ${value.exit}: ${value.stderr}`,
  });
const sample = (status: number): Sample<HttpOutcome> => ({
  value: { status } as HttpOutcome,
  says: `${status} from nginx`,
  at: new Date(),
  ms: 1,
});
const probe = (...statuses: number[]): HttpProbe => {
  const planted = {
    says: 'frontend GET http://backend/demo',
    request: { url: 'http://backend/demo' },
    row: async () => statuses.map(sample),
  };
  return { ...planted, within: (maxTime: number) => ({ ...planted, request: { maxTime } }) } as unknown as HttpProbe;
};

test('a change that failed leaves the world as it was: the claim is inconclusive, and the change is named', async () => {
  const { lane, run } = handle();
  const failed = lane.change(command(1, 'not found'));
  await expect(failed).rejects.toThrow(Inconclusive);
  await expect(failed).rejects.toThrow('The change "kubectl patch" failed: exit 1: not found.');
  expect(run.changes.map(({ says }) => says)).toEqual(['ran: kubectl patch (exit 1)']);
});

test('a change that succeeded is recorded', async () => {
  const { lane, run } = handle();
  await lane.change(command(0));
  expect(run.changes.map(({ says }) => says)).toEqual(['ran: kubectl patch']);
});

test('the outcome of an attempt is the spec’s to judge', async () => {
  const { lane } = handle();
  await expect((await lane.attempt(command(1))).take()).resolves.toMatchObject({ value: { exit: 1 } });
});

test('a request that is not answered as it should be is no trace to look for', async () => {
  const { lane } = handle();
  await expect(lane.request(probe(503))).rejects.toThrow(
    'The request "frontend GET http://backend/demo" failed: 503 from nginx.',
  );
  await expect(lane.request(probe(200), { times: 2 })).rejects.toThrow('only 1 were sent');
});

test('requests are sent once each and recorded', async () => {
  const { lane, run } = handle();
  await lane.request(probe(200, 503), { times: 2, status: [200, 503] });
  expect(run.changes.map(({ says }) => says)).toEqual(['sent 2 × frontend GET http://backend/demo']);
});

test('a request waits until connections from before a change of the rules have drained: the former rule could answer it', async () => {
  const { lane } = handle(31_000);
  await lane.request(probe(200));
  expect(pause).toHaveBeenLastCalledWith(31_000);
});

test('it waits until what an earlier claim applied has ceased to act', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { lane, run } = handle();
  run.changeTimes.worldCleared();
  await lane.request(probe(200));
  expect(pause).toHaveBeenLastCalledWith(times.turning);
});

test('it waits for a name that a resolver asks for twice, unless the spec sets a limit', async () => {
  const { lane } = handle();
  const within = vi.fn((maxTime: number) => ({ ...probe(200), request: { maxTime } }) as unknown as HttpProbe);
  await lane.request({ ...probe(200), within } as unknown as HttpProbe);
  expect(within).toHaveBeenLastCalledWith(10);
  await lane.request({ ...probe(200), request: { url: '', maxTime: 5 }, within } as unknown as HttpProbe);
  expect(within).toHaveBeenCalledTimes(1);
});

test.for([
  ['apiVersion: v1\nkind: Pod\n', 'ReaderRefused'],
  ['pod.yaml', 'ObjectRefused'],
])('what the API server refuses of %j is a %s: a file beside the spec is not the document’s', async ([given = '', name]) => {
  const lane = {
    yaml: async () => ({ text: 'apiVersion: v1\nkind: Pod\n', name: 'pod.yaml' }),
    apply: () => Promise.reject(new ObjectRefused('apply Pod/a was refused: 400 unknown field')),
  } as unknown as Lane;
  const applied = new LaneHandle(lane, plantedRun().run).apply(given);
  await expect(applied).rejects.toMatchObject({ name, message: 'apply Pod/a was refused: 400 unknown field' });
});
