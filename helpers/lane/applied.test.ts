import { beforeEach, expect, test, vi } from 'vitest';
import { apply, remove, type Manifest } from '../kube/objects.ts';
import { Applied } from './applied.ts';

vi.mock(import('../kube/objects.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  apply: vi.fn(),
  remove: vi.fn(),
}));

const policy = (spec: object = {}): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'lane' },
  spec,
});
const job: Manifest = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'call-', namespace: 'lane' } };

beforeEach(() => {
  vi.mocked(apply)
    .mockReset()
    .mockImplementation(async (object) => ({
      ...object,
      metadata: { ...object.metadata, name: object.metadata?.name ?? 'call-x1' },
    }));
  vi.mocked(remove).mockReset().mockResolvedValue(undefined);
});

test('says what was not there before in this form', async () => {
  const applied = new Applied();
  expect(await applied.put(policy())).toBe(true);
  expect(await applied.put(policy())).toBe(false);
  expect(await applied.put(policy({ podSelector: {} }))).toBe(true);
  expect(await applied.put(job)).toBe(true);
});

test('an object whose answer was lost is removed with the others', async () => {
  const applied = new Applied();
  vi.mocked(apply).mockRejectedValueOnce(new Error('no answer'));
  await expect(applied.put(policy())).rejects.toThrow('no answer');
  await applied.clear(() => true);
  expect(remove).toHaveBeenCalledExactlyOnceWith(policy());
});

test('one that the API server named is removed by that name', async () => {
  const applied = new Applied();
  await applied.put(job);
  await applied.clear(() => true);
  expect(vi.mocked(remove).mock.calls[0]?.[0].metadata).toMatchObject({ name: 'call-x1' });
});

test('after the end nothing is put, and what was on its way is removed', async () => {
  const applied = new Applied();
  const arrived = Promise.withResolvers<void>();
  vi.mocked(apply).mockImplementationOnce(async (object) => (await arrived.promise, object));
  const late = applied.put(policy());
  applied.end();
  arrived.resolve();
  await late;
  expect(remove).toHaveBeenCalledExactlyOnceWith(policy());
  await expect(applied.put(policy())).rejects.toThrow('The lane has ended: NetworkPolicy/deny is not applied any more.');
  expect(apply).toHaveBeenCalledOnce();
});
