import { describe, expect, it } from 'vitest';
import { isWithin, nodePart } from './bounds.ts';

const owns = (namespace: string) => namespace === 'lane';

describe('what may be sent to a cluster that is not ours', () => {
  it.each([
    ['GET', '/api/v1/namespaces/istio-system/secrets'],
    ['POST', '/api/v1/namespaces'],
    ['PATCH', '/api/v1/namespaces/lane'],
    ['DELETE', '/api/v1/namespaces/lane'],
    ['PATCH', '/apis/networking.k8s.io/v1/namespaces/lane/networkpolicies/backend-policy?force=true'],
    ['POST', '/api/v1/namespaces/lane/pods/frontend/exec'],
    ['POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews'],
    ['POST', '/api/v1/namespaces/meshproof/serviceaccounts/reader-12/token'],
  ])('%s %s', (method, path) => {
    expect(isWithin(method, path, owns)).toBe(true);
  });
});

describe('what is refused there', () => {
  it.each([
    ['DELETE', '/api/v1/namespaces/istio-system/services/prometheus'],
    ['PATCH', '/apis/security.istio.io/v1/namespaces/default/peerauthentications/default?force=true'],
    ['PATCH', '/api/v1/namespaces/somebody'],
    ['DELETE', '/api/v1/namespaces/somebody'],
    ['DELETE', '/api/v1/namespaces'],
    ['POST', '/api/v1/namespaces/kube-system/pods/kube-proxy-1/exec'],
    ['PATCH', '/api/v1/nodes/worker'],
    ['POST', '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'],
    ['POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles'],
    ['DELETE', '/apis/rbac.authorization.k8s.io/v1/clusterroles/cluster-admin'],
    ['POST', '/api/v1/namespaces/meshproof/serviceaccounts/runner/token'],
    ['POST', '/api/v1/namespaces/meshproof/serviceaccounts'],
    ['PATCH', '/api/v1/namespaces/lane/../istio-system/configmaps/istio'],
    ['PATCH', '/api/v1/namespaces/lane/%2e%2e/istio-system/configmaps/istio'],
    ['PATCH', '/version'],
  ])('%s %s', (method, path) => {
    expect(isWithin(method, path, owns)).toBe(false);
  });
});

describe('what of a pod reaches into its node', () => {
  it.each([
    ['hostNetwork', { kind: 'Pod', spec: { hostNetwork: true, containers: [] } }],
    ['hostPID', { kind: 'Deployment', spec: { template: { spec: { hostPID: true, containers: [] } } } }],
    ['hostPath', { kind: 'Pod', spec: { containers: [], volumes: [{ name: 'v', hostPath: { path: '/' } }] } }],
    ['privileged', { kind: 'Pod', spec: { containers: [{ securityContext: { privileged: true } }] } }],
    [
      'privileged',
      {
        kind: 'CronJob',
        spec: { jobTemplate: { spec: { template: { spec: { initContainers: [{ securityContext: { privileged: true } }] } } } } },
      },
    ],
    ['hostPort', { kind: 'Pod', spec: { containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }] } }],
    [
      'capability SYS_MODULE',
      { kind: 'Pod', spec: { containers: [{ securityContext: { capabilities: { add: ['SYS_MODULE'] } } }] } },
    ],
    [undefined, { kind: 'Pod', spec: { containers: [{ securityContext: { capabilities: { add: ['NET_ADMIN'] } } }] } }],
    [undefined, { kind: 'NetworkPolicy', spec: { podSelector: {} } }],
    [undefined, { kind: 'ConfigMap' }],
  ])('%s', (part, object) => {
    expect(nodePart(object)).toBe(part);
  });
});
