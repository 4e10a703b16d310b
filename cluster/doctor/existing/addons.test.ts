import { expect, test } from 'vitest';
import { addonChecks } from './addons.ts';

const targets = { data: { activeTargets: [{ scrapeUrl: 'http://10.0.0.1:15020/stats/prometheus', scrapeInterval: '15s' }] } };

/** An API server with both add-ons at their usual places, whose proxy answers so. */
const ask =
  (status: number, message = '') =>
  async (path: string) => {
    if (path.includes('/endpointslices')) return { status: 200, body: { items: [{ endpoints: [{}] }] } };
    return { status, body: path.includes('/targets') ? targets : { message } };
  };
const found = async (...how: Parameters<typeof ask>) =>
  (await addonChecks(ask(...how), {})).map(({ name, status, found }) => `${name} ${status}: ${found}`);

test('what answers is named with its place, and Prometheus with how often it reads', async () => {
  expect(await found(200)).toEqual([
    'Prometheus ok: answers at istio-system/prometheus:9090, and reads every 15 s',
    'Kiali ok: answers at istio-system/kiali:20001/kiali',
  ]);
});

test('a missing right and a login are told apart, and neither stops a run', async () => {
  const forbidden = 'User "system:serviceaccount:meshproof:runner" cannot get resource "services/proxy" in API group ""';
  expect((await found(403, forbidden))[0]).toBe('Prometheus warn: nobody gave us the right to ask istio-system/prometheus:9090');
  expect((await found(401))[1]).toBe('Kiali warn: istio-system/kiali:20001/kiali answers 401 to /kiali/api/namespaces');
});

test('where there is none this is one warning each', async () => {
  const checks = await addonChecks(async () => ({ status: 200, body: { items: [] } }), {});
  expect(checks.map(({ status }) => status)).toEqual(['warn', 'warn']);
});
