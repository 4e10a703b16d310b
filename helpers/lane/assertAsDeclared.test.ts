import { expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import type { Manifest } from '../kube/objects.ts';
import { asDeclared } from './assertAsDeclared.ts';

const deployment = (replicas: number): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'backend' },
  spec: { replicas },
});
const pod = (containers: string[], more: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'backend-1' },
  spec: { containers: containers.map((name) => ({ name })), ...more },
});
const [bare, meshed, native] = [
  pod(['hello']),
  pod(['hello', 'istio-proxy']),
  pod(['hello'], { initContainers: [{ name: 'istio-init' }, { name: 'istio-proxy' }] }),
];

test.each([
  [true, [meshed, native]],
  [false, [bare]],
  [true, [pod(['nodeside'], { hostNetwork: true })]],
])('a world as it was declared (injected: %s)', (injected, pods) => {
  expect(() => asDeclared([deployment(1)], injected, { deployment: deployment(1), pods })).not.toThrow();
});

test('a sidecar that is missing, or one too many', () => {
  expect(() => asDeclared([deployment(1)], true, { deployment: deployment(1), pods: [meshed, bare] })).toThrow(
    new InfrastructureError('Pod/backend-1 has no sidecar, and the world gives it one'),
  );
  expect(() => asDeclared([deployment(1)], false, { deployment: deployment(1), pods: [native] })).toThrow('gives it none');
});

test('another number of pods than was asked for', () => {
  expect(() => asDeclared([deployment(3)], false, { deployment: deployment(0), pods: [] })).toThrow(
    new InfrastructureError('Deployment/backend: the world has 3 replicas of it, the API server keeps 0'),
  );
});

test('a bare pod, and a lone Service, have no replicas', () => {
  expect(() => asDeclared([bare], false, { deployment: undefined, pods: [bare] })).not.toThrow();
});
