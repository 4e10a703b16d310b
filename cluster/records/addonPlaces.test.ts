import { expect, test } from 'vitest';
import { findAddon, proxyPath, toldPlace, usualPlaces } from './addonPlaces.ts';

const slice = (ready?: boolean) => ({ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready } }] });

type There = { labels?: Record<string, string>; ports?: number[]; ready?: boolean | 'unsaid' };

/** An API server with Services, by `namespace/name`. */
const cluster = (services: Record<string, There>) => async (path: string) => {
  const { pathname, searchParams } = new URL(path, 'http://api');
  const [key = '', value = ''] = (searchParams.get('labelSelector') ?? '').split('=');
  const [, namespace = ''] = /\/namespaces\/([^/]+)\/endpointslices$/.exec(pathname) ?? [];
  const found = Object.entries(services).flatMap(([id, { labels = {}, ports = [], ready = true }]): object[] => {
    const [at = '', name = ''] = id.split('/');
    if (namespace) return at === namespace && name === value ? [slice(ready === 'unsaid' ? undefined : ready)] : [];
    return labels[key] === value ? [{ metadata: { name, namespace: at }, spec: { ports: ports.map((port) => ({ port })) } }] : [];
  });
  return { status: 200, body: { items: found } };
};

const chart = { 'app.kubernetes.io/name': 'prometheus' };

test('at its usual place an add-on is found first; one whose endpoint says nothing counts as ready', async () => {
  const get = cluster({ 'istio-system/prometheus': { ready: 'unsaid' }, 'monitoring/server': { labels: chart, ports: [80] } });
  expect(await findAddon('prometheus', get, {})).toEqual({ place: usualPlaces.prometheus });
});

test.each<[string, Record<string, There>, object]>([
  [
    'of a chart',
    { 'monitoring/server': { labels: chart, ports: [80] } },
    { namespace: 'monitoring', service: 'server', port: '80' },
  ],
  [
    'of an operator, headless and with another port beside',
    { 'monitoring/prometheus-operated': { labels: { 'operated-prometheus': 'true' }, ports: [10901, 9090] } },
    { service: 'prometheus-operated', port: '9090', path: '' },
  ],
  [
    'of an older chart, beside one that is not ready',
    {
      'a/one': { labels: { app: 'prometheus' }, ports: [9090], ready: false },
      'b/two': { labels: { app: 'prometheus' }, ports: [9090] },
    },
    { namespace: 'b', service: 'two' },
  ],
])('elsewhere it is found by its Service: %s', async (_, services, place) => {
  expect(await findAddon('prometheus', cluster(services), {})).toEqual({ place: expect.objectContaining(place) });
});

test('of several that may be it none is taken, and the variable that says which is named', async () => {
  const services = { 'a/one': { labels: chart, ports: [9090] }, 'b/two': { labels: chart, ports: [9090] } };
  expect(await findAddon('prometheus', cluster(services), {})).toEqual({
    lacks: 'several Services may be it (a/one:9090, b/two:9090), and PROMETHEUS_AT names none',
  });
  expect(await findAddon('prometheus', cluster(services), { PROMETHEUS_AT: 'b/two:9090' })).toMatchObject({
    place: { namespace: 'b', service: 'two' },
  });
});

test('where nothing answers this is said, and a Service that was named is not replaced by another', async () => {
  expect(await findAddon('kiali', cluster({}), {})).toEqual({
    lacks: expect.stringContaining('neither istio-system/kiali:20001'),
  });
  const usual = cluster({ 'istio-system/kiali': {} });
  expect(await findAddon('kiali', usual, { KIALI_AT: 'mesh/kiali:20001' })).toEqual({
    lacks: 'Service kiali in mesh, which KIALI_AT names, has no ready endpoint',
  });
});

test('a place has a port by name or number, TLS where it says so, and a path of its own', () => {
  const at = (KIALI_AT: string) => toldPlace('kiali', { KIALI_AT });
  expect(at('mesh/https:kiali:api')).toEqual({ namespace: 'mesh', service: 'https:kiali', port: 'api', path: '/kiali' });
  expect(at('mesh/kiali:20001/')?.path).toBe('');
  expect(at('mesh/kiali:20001/mesh/view/')?.path).toBe('/mesh/view');
  expect(proxyPath(at('mesh/https:kiali:443/view')!, '/api')).toBe(
    '/api/v1/namespaces/mesh/services/https:kiali:443/proxy/view/api',
  );
});

test.each(['kiali', 'v2.1', 'mesh/kiali', 'https://kiali.example.com/', 'mesh/kiali:20001?x', 'a/b/c:1'])(
  '%s names none',
  (KIALI_AT) => {
    expect(() => toldPlace('kiali', { KIALI_AT })).toThrow(`KIALI_AT=${KIALI_AT} names no Service.`);
  },
);

test('that the API server does not say is no absence', async () => {
  const get = async () => ({ status: 403, body: { message: 'forbidden' } });
  await expect(findAddon('prometheus', get, {})).rejects.toThrow('was answered 403 forbidden');
});
