import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from '../kube/testing.ts';
import { times } from '../times.ts';

const policy = (action: string) =>
  `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p}, spec: {action: ${action}}}`;
const settings = '{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}}';

async function openLane() {
  await plantApi('kind');
  const { Lane } = await import('./lane.ts');
  return new Lane('mp-lane-1', 'x.spec.ts');
}

test('a rule that was applied, changed or removed leaves connections that drain', async () => {
  const lane = await openLane();
  await lane.apply(policy('DENY'));
  expect(lane.drain.endsIn).toBeGreaterThan(times.drain - 1000);
  const applied = lane.drain.endsIn;
  await lane.remove(policy('DENY'));
  expect(lane.drain.endsIn).toBeGreaterThan(applied - 1000);
});

test('an object that is no rule of a listener leaves none', async () => {
  const lane = await openLane();
  await lane.apply(settings);
  await lane.remove(settings);
  expect(lane.drain.endsIn).toBe(0);
});
