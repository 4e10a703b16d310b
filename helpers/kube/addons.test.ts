import { expect, onTestFinished, test, vi } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { addonsIn } from './addons.ts';
import { plantApi } from './testing.ts';

const slices = (ready: boolean | undefined) => [{ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready } }] }];

test('a command that asks an add-on through the API server’s proxy needs it', () => {
  const path = '/api/v1/namespaces/istio-system/services';
  expect(addonsIn(`kubectl get --raw "${path}/prometheus:9090/proxy/api/v1/query?query=up"`)).toEqual(['prometheus']);
  expect(addonsIn('kubectl get pods -n prometheus')).toEqual([]);
});

/** A cluster whose Services in one namespace have these endpoints; what is asked through the API server's proxy is not found. */
const served =
  (found: object[], namespace = 'istio-system') =>
  (request: string) => {
    if (request.includes('/endpointslices')) return { body: { items: request.includes(`/${namespace}/`) ? found : [] } };
    if (request === 'GET /api/v1/services') return { body: { items: [] } };
    return { status: 404, body: { message: 'services "prometheus" not found' } };
  };

test('without Prometheus a claim is not applicable in somebody else’s cluster, and nothing was asked of it', async () => {
  const api = await plantApi('existing', served([]));
  const { query } = await import('../readings/metrics/query.ts');
  await expect(query('up')).rejects.toMatchObject({
    name: 'NotApplicable',
    need: 'prometheus',
    message: expect.stringContaining('Prometheus does not answer'),
  });
  expect([...new Set(api.requests)]).toEqual([
    'GET /apis/discovery.k8s.io/v1/namespaces/istio-system/endpointslices',
    'GET /api/v1/services',
  ]);
});

test('nor without Kiali', async () => {
  await plantApi('existing', served(slices(false)));
  const { graphText } = await import('../readings/graph/graph.ts');
  await expect(graphText('lane')).rejects.toMatchObject({ name: 'NotApplicable', need: 'kiali' });
});

test.each([401, 302])('nor where Kiali asks for a login (%i)', async (status) => {
  const askingForLogin = (request: string) =>
    request.includes('/services/kiali:') ? { status, body: {} } : served(slices(true))(request);
  await plantApi('existing', askingForLogin);
  const { graphText } = await import('../readings/graph/graph.ts');
  await expect(graphText('lane')).rejects.toMatchObject({
    name: 'NotApplicable',
    message: expect.stringContaining('Kiali asks for a login'),
  });
});

const forbidden =
  'services "server" is forbidden: User "system:serviceaccount:meshproof:runner" cannot get resource "services/proxy" in API group "" in the namespace "monitoring"';

test('one that is elsewhere is asked there, and where nobody gave the right to, the claim says which it is', async () => {
  vi.stubEnv('PROMETHEUS_AT', 'monitoring/server:80/prometheus');
  onTestFinished(() => void vi.unstubAllEnvs());
  const path = 'GET /api/v1/namespaces/monitoring/services/server:80/proxy/prometheus/api/v1/query';
  let status = 200;
  const answer = (request: string) =>
    request === path
      ? { status, body: status === 200 ? { data: { resultType: 'vector', result: [] } } : { kind: 'Status', message: forbidden } }
      : served(slices(true), 'monitoring')(request);
  const api = await plantApi('existing', answer);
  const { query } = await import('../readings/metrics/query.ts');
  expect(await query('up')).toEqual([]);
  expect(api.requests.at(-1)).toBe(path);
  status = 403;
  await expect(query('up')).rejects.toMatchObject({
    name: 'NotApplicable',
    message: expect.stringContaining('ClusterRole meshproof-looks has to name server:80'),
  });
});

test('a command names the usual place: where the add-on is elsewhere it is not applicable', async () => {
  vi.stubEnv('KIALI_AT', 'mesh/kiali:20001');
  onTestFinished(() => void vi.unstubAllEnvs());
  await plantApi('existing', served(slices(true), 'mesh'));
  const { needAtUsualPlace } = await import('./addons.ts');
  await expect(needAtUsualPlace('kiali')).rejects.toMatchObject({
    name: 'NotApplicable',
    message: 'The command asks Kiali at istio-system/kiali:20001/kiali, and here it is at mesh/kiali:20001/kiali.',
  });
});

test('in our own cluster a missing Prometheus stays a fault', async () => {
  await plantApi('embedded', served([]));
  const { query } = await import('../readings/metrics/query.ts');
  await expect(query('up')).rejects.toMatchObject({ name: 'InfrastructureError' });
});

test('one that is there and gives no answer is a fault in either', async () => {
  await plantApi('existing', served(slices(true)));
  const { query } = await import('../readings/metrics/query.ts');
  await expect(query('up')).rejects.toMatchObject({ name: 'InfrastructureError' });
});

test('what somebody else’s Prometheus reads every minute is waited for a minute longer; ours is not asked', async () => {
  const targets = { data: { activeTargets: [{ scrapeUrl: 'http://10.0.0.1:15020/stats/prometheus', scrapeInterval: '1m' }] } };
  const answer = (request: string) => (request.endsWith('/api/v1/targets') ? { body: targets } : served(slices(true))(request));
  await plantApi('existing', answer);
  expect(await (await import('../readings/metrics/query.ts')).scrapeLag()).toBe(60_000);
  const own = await plantApi('embedded', answer);
  expect(await (await import('../readings/metrics/query.ts')).scrapeLag()).toBe(0);
  expect(own.requests).toEqual([]);
});
