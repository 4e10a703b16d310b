import { expect, test } from 'vitest';
import type { Manifest } from '../kube/manifest.ts';
import { staleOf } from './staleEvents.ts';

const event = (name: string, kind: string, uid: string) => ({ metadata: { name }, involvedObject: { kind, uid } });

test('an Event about an object that is gone is stale; one about a namesake of it too', () => {
  const events = [
    event('started', 'Pod', 'pod-now'),
    event('killed', 'Pod', 'pod-before'),
    event('refused', 'ReplicaSet', 'gone'),
    event('scaled', 'Deployment', 'deployment-now'),
    event('stopping', 'Pod', 'going'),
    event('refused again', 'ReplicaSet', 'orphan'),
    event('elected', 'Lease', 'not of a world'),
  ];
  const objects: Manifest[] = ['pod-now', 'deployment-now'].map((uid) => ({ metadata: { uid } }));
  objects.push({ metadata: { uid: 'going', deletionTimestamp: '2026-01-01T00:00:00Z' } });
  objects.push({ metadata: { uid: 'orphan', ownerReferences: [{ uid: 'gone' }] } });
  expect(staleOf(events, objects).map(({ metadata }) => metadata?.name)).toEqual([
    'killed',
    'refused',
    'stopping',
    'refused again',
  ]);
});
