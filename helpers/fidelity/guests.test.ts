import { expect, test } from 'vitest';
import { isOfSuites, isOthers } from './guests.ts';

const namespace = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

test('namespaces of the suites are told from lanes and from the cluster’s own', () => {
  expect(isOfSuites(namespace('gateway-conformance-mesh'))).toBe(true);
  expect(isOfSuites(namespace('netpol-4242', { 'e2e-run': '00000000-0000', 'e2e-framework': 'netpol' }))).toBe(true);
  for (const name of ['default', 'kube-system', 'istio-system', 'my-gateway-conformance-x', 'netpol-4242'])
    expect(isOfSuites(namespace(name)), name).toBe(false);
  expect(isOfSuites(namespace('mp-lane-1', { 'meshproof/owner': 'o' }))).toBe(false);
});

test('Gateway API that somebody else put into the cluster is told from what a killed run left', () => {
  const crd = (...managers: string[]) => ({
    ...namespace('httproutes.gateway.networking.k8s.io'),
    metadata: { managedFields: managers.map((manager) => ({ manager })) },
  });
  expect(isOthers(crd('kubectl', 'kube-apiserver'))).toBe(true);
  expect(isOthers(namespace('without-managers'))).toBe(true);
  expect(isOthers(crd('kube-apiserver', 'meshproof-fidelity'))).toBe(false);
});
