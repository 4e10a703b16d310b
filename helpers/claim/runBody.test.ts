import { expect, test, vi } from 'vitest';
import { Inconclusive, NotApplicable } from '../errors.ts';
import type { Connection } from '../kube/connection.ts';
import type { Lane } from '../lane/lane.ts';
import type { Workstation } from '../lane/workstation.ts';
import { uses } from '../uses.ts';
import type { LabContext } from './context.ts';
import { runBody } from './runBody.ts';
import { plantedReading, plantedRun } from './testing.ts';

vi.mock(import('./diagnosis.ts'), () => ({ diagnose: async () => undefined }));
const cluster = { provider: 'embedded', capabilities: { owned: true, isolated: true, built: true }, networkPolicy: 'kindnet' };
vi.mock(import('../kube/connection.ts'), () => ({ connection: async () => ({ cluster }) as unknown as Connection }));
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

test('a need that is not met makes the claim not applicable, and is named', async () => {
  const ruling = await rulingOf(async (context) => {
    await controlled(context);
    context.needs('audit-log', false, 'the API server writes no audit log');
  });
  expect(ruling).toEqual({
    verdict: 'not-applicable',
    reason: 'the API server writes no audit log',
    erratum: 'not-run',
    lacks: 'audit-log',
  });
});

test('a need that this cluster is to meet is no excuse: something is broken', async () => {
  const ruling = await rulingOf(async ({ needs }) => needs('our-cluster', false, 'the nodes are somebody else’s here'));
  expect(ruling).toEqual({
    verdict: 'inconclusive',
    reason: 'A cluster of provider embedded promises the need our-cluster: the nodes are somebody else’s here.',
    erratum: 'not-run',
  });
});

test('what disagreed before the need counts', async () => {
  const ruling = await rulingOf(async (context) => {
    await controlled(context);
    await context.expect(answer('200')).toBe('403');
    throw new NotApplicable('kiali', 'Kiali does not answer here');
  });
  expect(ruling).toMatchObject({ verdict: 'contradicted' });
});

test('a control that turned before the need makes the claim inconclusive, though its second look was still to come', async () => {
  const { run } = plantedRun();
  const ruling = await runBody(run, 'x.spec.ts', async (context) => {
    await controlled(context);
    run.later(async () => void (run.assertions[0]!.agrees = false));
    throw new NotApplicable('kiali', 'Kiali does not answer here');
  });
  expect(ruling).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('The control "') as string });
});

test('a claim has used what its body asked, and nothing of its diagnosis', async () => {
  const { run } = plantedRun();
  await runBody(run, 'x.spec.ts', async (context) => {
    uses('cluster DNS');
    await controlled(context);
    throw new Inconclusive('the log cannot be read');
  });
  uses('kiali');
  expect([...run.used]).toEqual(['cluster DNS']);
});
