import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { addonsIn, answers } from './addons.ts';
import { plantApi } from './testing.ts';

const slices = (ready: boolean | undefined) => [{ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready } }] }];

test('ready endpoints say that an add-on answers; one without a condition counts as ready', () => {
  expect([true, undefined, false].map((ready) => answers(slices(ready)))).toEqual([true, true, false]);
  expect(answers([])).toBe(false);
  expect(answers([{ endpoints: null }])).toBe(false);
});

test('a command that asks an add-on through the API server’s proxy needs it', () => {
  const path = '/api/v1/namespaces/istio-system/services';
  expect(addonsIn(`kubectl get --raw "${path}/prometheus:9090/proxy/api/v1/query?query=up"`)).toEqual(['prometheus']);
  expect(addonsIn('kubectl get pods -n prometheus')).toEqual([]);
});

const served = (found: object[]) => (request: string) => {
  if (request.includes('/endpointslices')) return { body: { items: found } };
  return { status: 404, body: { message: 'services "prometheus" not found' } };
};

test('without Prometheus a claim is not applicable in somebody else’s cluster, and nothing was asked of it', async () => {
  const api = await plantApi('existing', served([]));
  const { query } = await import('../readings/metrics/query.ts');
  await expect(query('up')).rejects.toMatchObject({
    name: 'NotApplicable',
    message: expect.stringContaining('Prometheus does not answer'),
  });
  expect(api.requests).toEqual(['GET /apis/discovery.k8s.io/v1/namespaces/istio-system/endpointslices']);
});

test('nor without Kiali', async () => {
  await plantApi('existing', served(slices(false)));
  const { graphText } = await import('../readings/graph/graph.ts');
  await expect(graphText('lane')).rejects.toMatchObject({ name: 'NotApplicable' });
});

test('nor where Kiali asks for a login', async () => {
  const askingForLogin = (request: string) =>
    request.includes('/services/kiali:') ? { status: 401, body: {} } : served(slices(true))(request);
  await plantApi('existing', askingForLogin);
  const { graphText } = await import('../readings/graph/graph.ts');
  await expect(graphText('lane')).rejects.toMatchObject({
    name: 'NotApplicable',
    message: expect.stringContaining('Kiali asks for a login'),
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
