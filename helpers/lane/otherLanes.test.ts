import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from '../kube/testing.ts';

const namespaces = ['mp-lane-aaaaaa', 'mp-lane-aaaaaa-shop', 'mp-lane-bbbbbb', 'mp-lane-bbbbbb-other'];

test('the namespaces of other lanes are left out, at the moment of the call', { timeout: 60_000 }, async () => {
  const items = namespaces.map((name) => ({ metadata: { name } }));
  const planted = await plantApi('kind', (request) => (request === 'GET /api/v1/namespaces' ? { body: { items } } : undefined));
  const { otherLanes } = await import('./otherLanes.ts');
  expect(await otherLanes('kubectl get pods', 'mp-lane-aaaaaa')).toEqual({});
  expect(planted.requests).toEqual([]);
  expect(await otherLanes('kubectl get pods -A --field-selector=$OTHER_LANES', 'mp-lane-aaaaaa')).toEqual({
    OTHER_LANES: 'metadata.namespace!=mp-lane-bbbbbb,metadata.namespace!=mp-lane-bbbbbb-other',
  });
});
