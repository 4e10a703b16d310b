import { expect, test } from 'vitest';
import { cellsOf, requireCells } from './cells.ts';

const embedded = { PROVIDER: 'embedded' };

test('each cell has a folder and a cluster of its own, the same in every call', () => {
  const wishes = [{ KUBERNETES: '1.36.3' }, { KUBERNETES: '1.35.4' }];
  const cells = cellsOf(wishes, '/packs', { CLUSTER_NAME: 'lab' });
  expect(cells.map(({ folder }) => folder)).toEqual(['/packs/kubernetes-1.36.3', '/packs/kubernetes-1.35.4']);
  expect(new Set(cells.map(({ cluster }) => cluster)).size).toBe(2);
  for (const { cluster } of cells) expect(cluster).toMatch(/^lab-[0-9a-f]{4}$/);
  expect(cellsOf(wishes, '/packs', { CLUSTER_NAME: 'lab' })).toEqual(cells);
});

test('a version that the provider does not have is one error before anything starts, with all of them', async () => {
  await expect(requireCells([{ KUBERNETES: '1.36.3' }], { ...embedded, KUBERNETES: '1.36.3,1.35.4' })).resolves.toBeUndefined();
  const wishes = [
    { KUBERNETES: '9.9.9', ENVOY: '1.40.0' },
    { KUBERNETES: '9.9.9', ENVOY: '1.39.3' },
    { KUBERNETES: '1.36.3', ENVOY: '8.8' },
  ];
  const error = (await requireCells(wishes, embedded).catch((thrown: unknown) => thrown)) as Error & { remedy: string };
  expect(error).toMatchObject({ name: 'UsageError', status: 3 });
  expect(error.message.match(/KUBERNETES=9\.9\.9/g)).toHaveLength(1);
  expect(error.message).toContain('ENVOY=8.8: provider embedded does not have it.');
  expect(error.remedy).toMatch(/Choose one of .*1\.36\.3/);
});

test('a cluster of somebody’s has the versions that it has', async () => {
  const existing = { PROVIDER: 'existing', KUBECONFIG: '/k', ALLOW_CONTEXT: 'c' };
  await expect(requireCells([{ ISTIO: '1.31.0' }], existing)).rejects.toThrow(
    'PROVIDER=existing: a matrix makes a cluster for each cell.',
  );
});
