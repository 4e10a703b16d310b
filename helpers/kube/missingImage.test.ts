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

test('what was pulled in the very second in which the claim began counts', async () => {
  expect(await missing(event('Failed', 'Failed to pull image "alpine": not found', '2026-01-01T00:00:10Z'))).toBeDefined();
});
