import { expect, test } from 'vitest';
import { changesBetween, stateOf } from './state.ts';

const pod = (name: string, more: object = {}) => ({
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels: { app: 'backend' }, ...more },
  spec: { containers: [{ name: 'hello' }] },
  status: { phase: 'Running', podIP: '10.244.1.2', containerStatuses: [{ ready: true }] },
});

test('objects are named by kind and name, with their namespace unless it is default', () => {
  const state = stateOf([
    pod('b'),
    { kind: 'Deployment', metadata: { name: 'istiod', namespace: 'istio-system' }, spec: { replicas: 1, template: { spec: { containers: [{ image: 'pilot' }] } } }, status: {} },
    { kind: 'Namespace', metadata: { name: 'default', labels: { 'istio-injection': 'enabled' } } },
    { kind: 'customresourcedefinition', metadata: { name: 'x.istio.io' } },
  ]); // prettier-ignore
  expect(state).toEqual({
    'customresourcedefinition/x.istio.io': {},
    'Deployment/istio-system/istiod': { replicas: 1, ready: 0, images: ['pilot'] },
    'Namespace/default': { labels: { 'istio-injection': 'enabled' } },
    'Pod/b': {
      phase: 'Running',
      ready: '1/1',
      ip: '10.244.1.2',
      containers: ['hello'],
      initContainers: [],
      labels: { app: 'backend' },
    },
  });
});

test('a pod that is being deleted is Terminating', () => {
  expect(stateOf([pod('b', { deletionTimestamp: '2026-01-01T00:00:00Z' })])['Pod/b']).toMatchObject({ phase: 'Terminating' });
});

test('changes hold the facts that differ, and nothing else', () => {
  const before = { 'Service/backend': { sessionAffinity: 'None', clusterIP: '10.96.0.9' }, 'Pod/a': { phase: 'Running' } };
  const after = { 'Service/backend': { sessionAffinity: 'ClientIP', clusterIP: '10.96.0.9' }, 'Pod/b': { phase: 'Pending' } };
  expect(changesBetween(before, after)).toEqual([
    { object: 'Pod/a', change: 'removed', was: { phase: 'Running' } },
    { object: 'Pod/b', change: 'added', is: { phase: 'Pending' } },
    { object: 'Service/backend', change: 'changed', was: { sessionAffinity: 'None' }, is: { sessionAffinity: 'ClientIP' } },
  ]);
  expect(changesBetween(null, { 'Pod/b': { phase: 'Pending' } })).toHaveLength(1);
  expect(changesBetween(after, after)).toEqual([]);
});

test('where a lane stands for namespace default, its objects are named as those of default', () => {
  const other = { ...pod('c'), metadata: { name: 'c', namespace: 'default' } };
  expect(Object.keys(stateOf([{ ...pod('b'), metadata: { name: 'b', namespace: 'mp-lane-1' } }, other], 'mp-lane-1'))).toEqual([
    'Pod/b',
    'Pod/default/c',
  ]);
});
