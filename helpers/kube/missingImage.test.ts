import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from './testing.ts';

const since = new Date('2026-01-01T00:00:10.400Z');
const event = (reason: string, message: string, lastTimestamp = '2026-01-01T00:00:20Z') => ({ reason, message, lastTimestamp });

async function missing(...items: object[]) {
  await plantApi('kind', (request) => ({ body: { items: request.includes('/lane/') ? items : [] } }));
  const { missingImage } = await import('./missingImage.ts');
  return missingImage(['lane-other', 'lane'], since);
}

test.for([
  ['Failed', 'Failed to pull image "busybox:1.28": rpc error: code = NotFound', 'busybox:1.28'],
  ['BackOff', 'Back-off pulling image "alpine"', 'alpine'],
  ['ErrImageNeverPull', 'Container image "alpine:3" is not present with pull policy of Never', 'alpine:3'],
])('%s: %s', async ([reason, message, image]) => {
  expect(await missing(event(reason ?? '', message ?? ''))).toEqual({ image, says: message });
});

test.for([
  event('Pulled', 'Container image "nginx" already present on machine'),
  event('Failed', 'Error: ErrImagePull'),
  event('BackOff', 'Back-off restarting failed container a in pod b'),
  event('Failed', 'Failed to pull image "alpine": not found', '2026-01-01T00:00:09Z'),
])('$reason: $message, at $lastTimestamp, is none', async (one) => {
  expect(await missing(one)).toBeUndefined();
});

test('a pod that got its image in the end did not wait in vain; another one did', async () => {
  const of = (uid: string, reason: string, message: string, at: string) => ({
    ...event(reason, message, `2026-01-01T00:00:${at}Z`),
    involvedObject: { uid },
  });
  const failed = of('a', 'Failed', 'Failed to pull image "alpine": network is unreachable', '20');
  const had = (uid: string, at: string) => of(uid, 'Pulled', 'Successfully pulled image "alpine" in 32ms', at);
  expect(await missing(failed, had('a', '21'))).toBeUndefined();
  expect(await missing(failed, had('b', '21'))).toMatchObject({ image: 'alpine' });
  expect(await missing(failed, had('a', '19'))).toMatchObject({ image: 'alpine' });
});

test('what was pulled in the very second in which the claim began counts', async () => {
  expect(await missing(event('Failed', 'Failed to pull image "alpine": not found', '2026-01-01T00:00:10Z'))).toBeDefined();
});
