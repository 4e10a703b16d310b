import { expect, test } from 'vitest';
import { auditedWrites } from './audit.ts';

const event = (verb: string, requestURI: string, objectRef: object, { user = 'runner', code = 200 } = {}) =>
  JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    verb,
    requestURI,
    user: { username: user.includes(':') ? user : `system:serviceaccount:meshproof:${user}` },
    objectRef,
    responseStatus: { code },
  });

const quiet = [
  'I1127 01:00:00 some other line of the API server',
  '{"not": "an event"}',
  '{cut',
  event('list', '/api/v1/nodes', { resource: 'nodes' }),
  event('create', '/api/v1/namespaces', { resource: 'namespaces' }, { user: 'system:admin' }),
  event('create', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    resource: 'subjectaccessreviews',
    apiGroup: 'authorization.k8s.io',
  }),
  event('create', '…/token', { resource: 'serviceaccounts', subresource: 'token', namespace: 'meshproof', name: 'reader-1' }),
  event('create', '/…/rolebindings?dryRun=All', { resource: 'rolebindings', namespace: 'default' }),
];

test('writes in lanes are counted, a lane itself among them, and what is no write of ours is not', () => {
  const lane = [
    event('create', '/api/v1/namespaces', { resource: 'namespaces', name: 'mp-lane-1', namespace: 'mp-lane-1' }),
    event('patch', '…', { resource: 'services', namespace: 'mp-lane-1', name: 'backend' }, { user: 'reader-3' }),
  ];
  expect(auditedWrites([...quiet, ...lane].join('\n'))).toEqual({ inside: 2, outside: [], refused: 0 });
});

test.each([
  event('delete', '/x', { resource: 'services', namespace: 'istio-system', name: 'prometheus' }),
  event('create', '/x', { resource: 'clusterroles', name: 'mp-lane-1' }),
  event('patch', '/x', { resource: 'namespaces', name: 'default', namespace: 'default' }),
  event(
    'get',
    '/x',
    { resource: 'pods', subresource: 'exec', namespace: 'kube-system', name: 'kube-proxy' },
    { user: 'reader-1' },
  ),
])('a write outside of lanes is told: %s', (line) => {
  const { outside, inside } = auditedWrites([...quiet, line].join('\n'));
  expect(outside).toEqual([expect.stringMatching(/^system:serviceaccount:meshproof:(runner|reader-1) \w+ \/x$/)]);
  expect(inside).toBe(0);
});

test('one that the API server refused changed nothing, and is counted', () => {
  const line = event('delete', '/x', { resource: 'services', namespace: 'istio-system' }, { code: 403 });
  expect(auditedWrites(line)).toEqual({ inside: 0, outside: [], refused: 1 });
});

test('the files of the API server’s node are read too: kubectl shows the newest of them only', () => {
  const line = event('delete', '/x', { resource: 'services', namespace: 'istio-system' });
  const kept = (text: string) => `2026-11-27T01:02:03.000000004Z stdout F ${text}`;
  expect(auditedWrites([...quiet, line].map(kept).join('\n'))).toEqual(auditedWrites([...quiet, line].join('\n')));
  expect(auditedWrites(kept(line)).outside).toHaveLength(1);
});
