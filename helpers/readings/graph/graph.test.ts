import { expect, test, vi } from 'vitest';
import { addonGet } from '../../kube/addons.ts';
import { edgeIn, graphText } from './graph.ts';

vi.mock(import('../../kube/addons.ts'), async (importOriginal) => ({ ...(await importOriginal()), addonGet: vi.fn() }));

test('a namespace that Kiali does not know yet is asked for again', async () => {
  vi.mocked(addonGet)
    .mockResolvedValueOnce({ status: 403, body: '{"error":"Requested namespace [lane] is not accessible."}' })
    .mockResolvedValueOnce({ status: 200, body: 'a graph' });
  await expect(graphText('lane')).resolves.toBe('a graph');
});

const at = (deployment: string, namespace = 'lane') => ({ deployment, namespace });
const [frontend, backend, attacker] = [at('frontend'), at('backend'), at('attacker')];

function graph(edge: object): string {
  const node = (id: string, workload: string) => ({ data: { id, workload, namespace: 'lane' } });
  const nodes = [node('a1', 'frontend'), node('b2', 'backend'), node('c3', 'attacker')];
  return JSON.stringify({ elements: { nodes, edges: [{ data: { source: 'a1', target: 'b2', ...edge } }] } });
}

test('an edge has its direction', () => {
  const text = graph({ traffic: { rates: { http: '1.50' } }, responseTime: '12' });
  expect(edgeIn(text, frontend, backend)).toMatchObject({ rate: 1.5, errorPercent: 0, responseTimeMs: 12 });
  expect(edgeIn(text, backend, frontend)).toBeUndefined();
});

test('the share of errors is percent', () => {
  const text = graph({ traffic: { rates: { http: '1.00', httpPercentErr: '33.3' } } });
  expect(edgeIn(text, frontend, backend)).toMatchObject({ rate: 1, errorPercent: 33.3, responseTimeMs: undefined });
});

test.for([
  [{ protocol: 'grpc', rates: { grpc: '0.50', grpcPercentErr: '10.0', grpcPercentReq: '100.0' } }, 0.5, 10],
  [{ protocol: 'tcp', rates: { tcp: '7.46' } }, 7.46, 0],
  [{ protocol: 'http', rates: { http: '2.00', httpNoResponse: '0.50', httpPercentErr: '25.0' } }, 2, 25],
] as [object, number, number][])('the rate is that of the edge’s protocol: %o', ([traffic, rate, errorPercent]) => {
  expect(edgeIn(graph({ traffic }), frontend, backend)).toMatchObject({ rate, errorPercent });
});

test('workloads of one name in two namespaces are two nodes', () => {
  const node = (id: string, workload: string, namespace: string) => ({ data: { id, workload, namespace } });
  const nodes = [node('o', 'frontend', 'lane-other'), node('a', 'frontend', 'lane'), node('b', 'backend', 'lane')];
  const edge = (source: string, rate: string) => ({
    data: { source, target: 'b', traffic: { protocol: 'http', rates: { http: rate } } },
  });
  const text = JSON.stringify({ elements: { nodes, edges: [edge('o', '9.00'), edge('a', '1.00')] } });
  expect(edgeIn(text, frontend, backend)?.rate).toBe(1);
  expect(edgeIn(text, at('frontend', 'lane-other'), backend)?.rate).toBe(9);
});

test('an edge of a protocol that is not known is an error, and no rate of 0', () => {
  expect(() => edgeIn(graph({ traffic: { protocol: 'quic', rates: { quic: '1.00' } } }), frontend, backend)).toThrow('quic');
});

test('who calls whom, and how much of it by mutual TLS', () => {
  const [sourcePrincipal, destPrincipal] = [
    'spiffe://cluster.local/ns/lane/sa/frontend',
    'spiffe://cluster.local/ns/lane/sa/backend',
  ];
  expect(edgeIn(graph({ isMTLS: '100', sourcePrincipal, destPrincipal }), frontend, backend)).toMatchObject({
    encryptedPercent: 100,
    principals: `${sourcePrincipal} → ${destPrincipal}`,
  });
  expect(edgeIn(graph({}), frontend, backend)).toMatchObject({ encryptedPercent: 0, principals: 'nobody → nobody' });
});

test('no edge where nothing was drawn, or where a workload is not in the graph at all', () => {
  expect(edgeIn(graph({}), attacker, backend)).toBeUndefined();
  expect(edgeIn(graph({}), at('stranger'), at('nobody'))).toBeUndefined();
  expect(edgeIn('{"elements":{"nodes":null,"edges":null}}', frontend, backend)).toBeUndefined();
});

test('an answer that is no graph is an error', () => {
  expect(() => edgeIn('{"error":"cannot load the graph"}', frontend, backend)).toThrow();
});
