import { expect, test } from 'vitest';
import { isFramed } from './capture.ts';
import type { Segment } from './decode.ts';

const segment = (to: string, payload = ''): Segment => ({
  from: '10.244.1.5:40000',
  to,
  flags: 0,
  payload: Buffer.from(payload),
  tls: [],
  alpn: [],
});
const sentinel = segment('192.0.2.9:9');
const request = segment('10.244.2.7:80', 'GET / HTTP/1.1\r\n');
const handshake = segment('10.244.2.7:80');

test.each([
  ['payload between sentinels', [sentinel, request, sentinel], true, true],
  ['nothing that passes its filter', [sentinel, handshake, sentinel], true, false],
  ['nothing at all', [], false, false],
  ['payload and no sentinel', [request], false, false],
  ['payload before its first sentinel', [request, sentinel, sentinel], false, false],
  ['payload after its last sentinel', [sentinel, sentinel, request], false, false],
  ['one sentinel', [sentinel, request], false, false],
])('a capture of %s', (_what, segments, filtered, unfiltered) => {
  expect(isFramed({ segments, filtered: true })).toBe(filtered);
  expect(isFramed({ segments, filtered: false })).toBe(unfiltered);
});
