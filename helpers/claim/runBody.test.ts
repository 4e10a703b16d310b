import { expect, test, vi } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { Lane } from '../lane/lane.ts';
import type { Workstation } from '../lane/workstation.ts';
import type { LabContext } from './context.ts';
import { runBody } from './runBody.ts';
import { plantedReading, plantedRun } from './testing.ts';

vi.mock(import('./diagnosis.ts'), () => ({ diagnose: async () => undefined }));
vi.mock(import('./lanePool.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  laneOf: async () => ({ lane: {} as Lane, station: {} as Workstation }),
}));

const rulingOf = (body: (context: LabContext) => Promise<void>) => runBody(plantedRun().run, 'x.spec.ts', body);
const answer = (said: string) => plantedReading(said, { repeat: 'never', stream: undefined });

const controlled = async ({ control }: LabContext) => control('the backend answers', answer('200')).toBe('200');

test('a body whose every statement is judged has a verdict', async () => {
  const ruling = await rulingOf(async (context) => {
    await controlled(context);
    await context.expect(answer('403')).toBe('403');
  });
  expect(ruling).toMatchObject({ verdict: 'verified' });
});

test.each<[string, (context: LabContext) => unknown]>([
  ['an expectation', ({ expect: state }) => state(answer('403'))],
  ['a control', ({ control }) => control('the frontend answers', answer('200'))],
  ['an erratum', ({ erratum }) => erratum(answer('403'))],
])('%s without a word of what it has to be makes the claim inconclusive', async (_, forget) => {
  const ruling = await rulingOf(async (context) => {
    await controlled(context);
    await context.expect(answer('403')).toBe('403');
    forget(context);
  });
  expect(ruling).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('was never judged') as string });
});

test('what the body throws is the reason', async () => {
  const ruling = await rulingOf(async (context) => {
    await controlled(context);
    throw new Inconclusive('the log cannot be read');
  });
  expect(ruling).toMatchObject({ verdict: 'inconclusive', reason: 'the log cannot be read' });
});

test.each([
  ['in time', undefined],
  ['by a failure', new Inconclusive('the log cannot be read')],
])('what a claim changed outside of its lane is put back once it has ended %s, the last change first', async (_, failure) => {
  const { run, events } = plantedRun();
  const undone: string[] = [];
  await runBody(run, 'x.spec.ts', async () => {
    run.atEnd(async () => void undone.push(run.signal.aborted ? 'first' : 'too early'));
    run.atEnd(() => Promise.reject(new Error('no answer')));
    run.atEnd(async () => void undone.push('last'));
    if (failure) throw failure;
  });
  expect(undone).toEqual(['last', 'first']);
  expect(events()).toContainEqual(expect.objectContaining({ event: 'cleanup-failed', what: `claim ${run.id}: no answer` }));
});
