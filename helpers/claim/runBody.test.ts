import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Inconclusive, NotApplicable, ReaderRefused } from '../errors.ts';
import { missingImage } from '../kube/missingImage.ts';
import type { Connection } from '../kube/connection.ts';
import type { Lane } from '../lane/lane.ts';
import type { Workstation } from '../lane/workstation.ts';
import { uses } from '../uses.ts';
import type { LabContext } from './context.ts';
import { runBody } from './runBody.ts';
import { plantedReading, plantedRun } from './testing.ts';

vi.mock(import('../kube/missingImage.ts'), () => ({ missingImage: vi.fn(async () => undefined) }));
vi.mock(import('./diagnosis.ts'), () => ({ diagnose: async () => undefined }));
const cluster = { provider: 'embedded', capabilities: { owned: true, isolated: true, built: true }, networkPolicy: 'kindnet' };
vi.mock(import('../kube/connection.ts'), () => ({ connection: async () => ({ cluster }) as unknown as Connection }));
const lane = { serves: () => undefined, namespaces: [], changedByCommand: false };
vi.mock(import('./lanePool.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  laneOf: async () => ({ lane: lane as unknown as Lane, station: {} as Workstation }),
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

test.each<[string, Error | undefined, boolean, true | undefined]>([
  ['whose command was refused after another one', new ReaderRefused('kubectl apply', 'refused'), true, true],
  ['that lacks something after a command', new NotApplicable('audit-log', 'no audit log'), true, true],
  ['whose command was refused, and none before', new ReaderRefused('kubectl apply', 'refused'), false, undefined],
  ['that came to its end after a command', undefined, true, undefined],
])('a body %s is cut short or not', async (_, failure, changedByCommand, cutShort) => {
  lane.changedByCommand = changedByCommand;
  const ruling = await rulingOf(async (context) => {
    await controlled(context);
    await context.expect(answer('403')).toBe('403');
    if (failure) throw failure;
  });
  lane.changedByCommand = false;
  expect(ruling.cutShort).toBe(cutShort);
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

test('what kubectl refuses to the reader is an observation: it contradicts, where a control has agreed', async () => {
  const refused = async () => {
    throw new ReaderRefused('kubectl apply', 'apply Pod/a was refused: 400 json: cannot unmarshal bool');
  };
  const ruling = await rulingOf(async (context) => {
    await controlled(context);
    await refused();
  });
  expect(ruling).toMatchObject({
    verdict: 'contradicted',
    reason:
      'Expected the command does its work (exit 0), observed exit 1: apply Pod/a was refused: 400 json: cannot unmarshal bool (kubectl apply).',
  });
  expect(await rulingOf(refused)).toMatchObject({ verdict: 'inconclusive' });
});

describe('an image that no pod of the lane can have', () => {
  const missing = { image: 'busybox:1.28', says: 'Failed to pull image "busybox:1.28": not found' };
  beforeEach(() => void vi.mocked(missingImage).mockResolvedValue(missing));
  afterEach(() => void vi.mocked(missingImage).mockResolvedValue(undefined));
  const document = '`kubectl run b --image=busybox:1.28`';
  const body = async (context: LabContext) => {
    await controlled(context);
    await context.expect(answer('exit 124')).toBe('exit 0');
  };

  test.for(['image busybox:1.28', 'image busybox'] as const)(
    'is a need that is not met, where the ledger names it: %s',
    async (need) => {
      const ruling = await runBody(plantedRun().run, 'x.spec.ts', body, { document, needs: [need] });
      expect(ruling).toEqual({
        verdict: 'not-applicable',
        reason: 'The image busybox:1.28 cannot be had here: Failed to pull image "busybox:1.28": not found',
        erratum: 'not-run',
        lacks: need,
      });
    },
  );

  test.for([[[]], [['image alpine']]] as ['image alpine'[]][])('is no answer, where it does not: %o', async ([needs]) => {
    const ruling = await runBody(plantedRun().run, 'x.spec.ts', body, { document, needs });
    expect(ruling).toEqual({
      verdict: 'inconclusive',
      reason:
        'The image busybox:1.28 cannot be had here: Failed to pull image "busybox:1.28": not found. A claim that needs it says so in the ledger: needs: [image busybox:1.28].',
      erratum: 'not-run',
    });
  });

  test('is the spec’s own matter, where the document does not name it', async () => {
    const ruling = await runBody(plantedRun().run, 'x.spec.ts', body, { document: '`kubectl run b --image=alpine`' });
    expect(ruling).toMatchObject({ verdict: 'contradicted' });
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
