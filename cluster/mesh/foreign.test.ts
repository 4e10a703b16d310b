import { expect, test } from 'vitest';
import type { Api } from '../kube/api.ts';
import { addonsLook } from './foreign.ts';

const slice = (service: string, ready?: boolean) => ({
  metadata: { labels: { 'kubernetes.io/service-name': service } },
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready } }],
});
const api = (answer: () => Promise<object>) => ({ discovery: { listNamespacedEndpointSlice: answer } }) as unknown as Api;
const look = (...items: object[]) =>
  addonsLook(
    api(() => Promise.resolve({ items })),
    { owned: false, isolated: false, built: false },
  );

test('somebody else’s add-ons answer where their Services have ready endpoints, whatever carries them', async () => {
  expect(await look(slice('prometheus'), slice('kiali', true))).toEqual({ done: true, says: 'Prometheus and Kiali answer' });
});

test('what is missing is one line, and nothing to wait for', async () => {
  const says = 'Prometheus answers, no ready endpoint of Kiali in istio-system: claims that need it are not applicable';
  expect(await look(slice('prometheus', true), slice('kiali', false), slice('grafana', true))).toEqual({ done: true, says });
  expect((await look()).says).toMatch(/^no ready endpoint of Prometheus and Kiali in istio-system/);
});

test('that it could not be seen stops nothing', async () => {
  const { done, says } = await addonsLook(
    api(() => Promise.reject(new Error('forbidden'))),
    { owned: false, isolated: false, built: false },
  );
  expect({ done, says }).toEqual({ done: true, says: 'whether Prometheus and Kiali answer could not be seen (forbidden)' });
});
