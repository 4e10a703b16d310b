import { expect, test, vi } from 'vitest';
import { NotApplicable } from '../../errors.ts';
import { isOurs } from '../../kube/bounds.ts';
import { api } from '../../kube/http.ts';
import { kubernetesMetrics } from './kubernetesMetrics.ts';

vi.mock(import('../../kube/bounds.ts'), () => ({ isOurs: vi.fn(async () => true) }));
vi.mock(import('../../kube/http.ts'), () => ({ api: vi.fn() }));
vi.mock(import('../../kube/objects.ts'), () => ({ list: vi.fn(async () => [{ metadata: { name: 'worker' } }]) }));
vi.mock(import('../apiServer.ts'), () => ({ answersNow: vi.fn(async () => ({ works: true, says: 'it answers' })) }));

const line = (namespace: string) => `container_cpu_seconds{namespace="${namespace}",pod="frontend-a"} 1\n`;
const answers = (cadvisor: string) =>
  vi.mocked(api).mockImplementation(async (path) => ({
    status: 200,
    body: path.endsWith('cadvisor') ? cadvisor : '# TYPE up counter\nup 1\n',
  }));

test('what the nodes have of one namespace', async () => {
  answers(`# TYPE a counter\n${line('lane')}${line('lane-other')}`);
  expect((await kubernetesMetrics('lane', 'frontend-').count.take()).value).toBe(1);
  expect(vi.mocked(api).mock.calls.map(([path]) => path)).toEqual([
    '/metrics',
    '/api/v1/nodes/worker/proxy/metrics',
    '/api/v1/nodes/worker/proxy/metrics/cadvisor',
  ]);
});

test('somebody else’s kubelets are not asked', async () => {
  vi.mocked(isOurs).mockResolvedValueOnce(false);
  await expect(kubernetesMetrics('lane', 'frontend-').take()).rejects.toThrow(NotApplicable);
});

test('an answer without a metric is none', async () => {
  answers('{}');
  await expect(kubernetesMetrics('lane', 'frontend-').take()).rejects.toThrow('metrics/cadvisor has no metrics: status 200');
});
