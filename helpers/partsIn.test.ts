import { expect, test } from 'vitest';
import { imagePart, type Part } from '../cluster/records/parts.ts';
import { partsIn, programsIn, proxyImage } from './partsIn.ts';

const [nginx, hello] = [imagePart('nginx'), imagePart('nginxdemos/hello')];
const crew = [
  { name: 'frontend', injected: true, parts: [nginx, proxyImage] },
  { name: 'backend', injected: false, parts: [hello] },
];
const found = (text: string): Part[] => [...new Set(partsIn(text, crew))].sort();

test('an image goes by its name in full, without tag and digest', () => {
  expect(imagePart('nginx')).toBe('image docker.io/library/nginx');
  expect(imagePart('nginx:1.29')).toBe('image docker.io/library/nginx');
  expect(imagePart('docker.io/istio/proxyv2:1.31.0@sha256:ab')).toBe('image docker.io/istio/proxyv2');
  expect(imagePart('curlimages/curl')).toBe('image docker.io/curlimages/curl');
  expect(imagePart('localhost:5000/x:1')).toBe('image localhost:5000/x');
});

test('a command uses the workloads that it names, the network and the DNS of its URLs', () => {
  expect(found('kubectl exec deployment/frontend -- curl -s http://backend/x')).toEqual(
    ['cluster DNS', hello, nginx, proxyImage, 'istio.alpn', 'pod network'].sort(),
  );
  expect(found('curl -s http://10.96.0.7/')).toEqual(['pod network']);
  expect(found('curl -s http://localhost/')).toEqual([]);
  expect(found('kubectl logs -l app=backend --tail=-1 | grep frontend')).toEqual([hello]);
  expect(found('kubectl exec "$BACKEND_POD" -- id')).toEqual([hello]);
  expect(found('kubectl get pods -o wide')).toEqual([hello, nginx, proxyImage].sort());
});

test('a word of the same letters names no workload', () => {
  expect(found('kubectl explain frontend-policy')).toEqual([]);
  expect(found('grep backend fixtures/documents/module-1.md')).toEqual([]);
  expect(found('kubectl get networkpolicy backend-policy')).toEqual(['NetworkPolicy']);
});

test('images of manifests and commands, policies, Istio’s objects', () => {
  expect(found('kubectl run x --image=curlimages/curl:8.1 -- sh')).toEqual([imagePart('curlimages/curl')]);
  expect(found('{"kind":"Pod","spec":{"containers":[{"image":"nicolaka/netshoot"}]}}')).toEqual([imagePart('nicolaka/netshoot')]);
  expect(found('kind: NetworkPolicy\nmetadata: { name: backend-policy }')).toEqual(['NetworkPolicy']);
  expect(found('apiVersion: security.istio.io/v1\nkind: PeerAuthentication')).toEqual(['istiod', 'istiod'].slice(1));
});

test('instruments by the paths of the API server’s proxy', () => {
  const service = (name: string, path: string) => `/api/v1/namespaces/istio-system/services/${name}/proxy${path}`;
  expect(found(service('prometheus:9090', '/api/v1/query?query=up'))).toEqual(['prometheus']);
  expect(found(service('prometheus:9090', '/api/v1/query?query=sum(istio_requests_total)'))).toEqual([
    'istio.stats',
    'prometheus',
  ]);
  expect(found(service('kiali:20001', '/kiali/api/namespaces/graph?x'))).toEqual(['istio.stats', 'kiali', 'prometheus']);
  expect(found(service('kiali:20001', '/kiali/api/status'))).toEqual(['kiali', 'prometheus']);
});

test('programs of the reader’s terminal; a path or another word with their letters is none', () => {
  expect(programsIn('kubectl get nodes -o json | jq .')).toEqual(['program kubectl', 'program jq', 'kubernetes']);
  expect(programsIn("grep -c 'x' fixtures/documents/module-1.md | sort")).toEqual([]);
  expect(programsIn('jq -n 1')).toEqual(['program jq']);
});
