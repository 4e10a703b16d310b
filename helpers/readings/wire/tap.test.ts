import { expect, test } from 'vitest';
import { lostIn } from './tap.ts';

const words = (kernel: string, more = '') => `5 packets captured\n5 packets received by filter\n${kernel}\n${more}`;

test('a capture without loss vouches', () => {
  expect(lostIn(words('0 packets dropped by kernel'), 0)).toBeUndefined();
});

test.each([
  ['one packet, in the singular', words('1 packet dropped by kernel'), 0, 'lost 1 packet'],
  [
    'packets that the interface dropped',
    words('0 packets dropped by kernel', '3 packets dropped by interface'),
    0,
    'lost 3 packets',
  ],
  ['no statistics', 'listening on eth0', 0, 'did not say how many packets it lost'],
  ['another exit status', words('0 packets dropped by kernel'), 1, 'ended with 1'],
])('a capture with %s does not', (_what, said, exit, why) => {
  expect(lostIn(said, exit)).toBe(why);
});
