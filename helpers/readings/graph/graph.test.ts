import { expect, test } from 'vitest';
import { edgeIn } from './graph.ts';

const [frontend, backend, attacker] = [{ name: 'frontend' }, { name: 'backend' }, { name: 'attacker' }];

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
  expect(edgeIn(graph({}), { name: 'stranger' }, { name: 'nobody' })).toBeUndefined();
  expect(edgeIn('{"elements":{"nodes":null,"edges":null}}', frontend, backend)).toBeUndefined();
});

test('an answer that is no graph is an error', () => {
  expect(() => edgeIn('{"error":"cannot load the graph"}', frontend, backend)).toThrow();
});
