import { expect, test } from 'vitest';
import { undoOf } from './inversePatch.ts';

const before = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'coredns', labels: { app: 'dns' } },
  spec: { replicas: 1, template: { spec: { containers: [{ name: 'a' }, { name: 'b' }] } } },
};

test('old values come back, and nothing else is said', () => {
  const patch = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'coredns' }, spec: { replicas: 0 } };
  expect(undoOf(patch, before)).toEqual({ ...patch, spec: { replicas: 1 } });
});

test('what was not there goes, and what the patch removed comes back', () => {
  const patch = { metadata: { labels: { app: null } }, spec: { template: { spec: { nodeSelector: { nowhere: 'true' } } } } };
  expect(undoOf(patch, before)).toEqual({
    metadata: { labels: { app: 'dns' } },
    spec: { template: { spec: { nodeSelector: null } } },
  });
});

test('a list is put back whole', () => {
  const patch = { spec: { template: { spec: { containers: [{ name: 'c' }] } } } };
  expect(undoOf(patch, before).spec.template.spec.containers).toEqual([{ name: 'a' }, { name: 'b' }]);
});
