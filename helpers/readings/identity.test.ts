import { expect, test } from 'vitest';
import { certificateIn, identityIn } from './identity.ts';

const spiffe = 'spiffe://cluster.local/ns/lane/sa/stranger';
const leaf = { path: '<inline>', subject_alt_names: [{ uri: spiffe }] };

test('the leaf’s own identity, whatever else Envoy lists', () => {
  const ca = { path: '<inline>', subject_alt_names: [{ uri: 'spiffe://cluster.local/ca' }] };
  expect(identityIn(JSON.stringify({ certificates: [{ cert_chain: [] }, { cert_chain: [leaf, ca] }] }))).toBe(spiffe);
});

test.for(['', 'upstream connect error', '{}', '{"certificates":[{"cert_chain":[{"subject_alt_names":[{"dns":"a"}]}]}]}'])(
  'there is none in “%s”',
  (text) => {
    expect(identityIn(text)).toBeUndefined();
  },
);

test('the leaf’s serial number and its time', () => {
  const dated = { ...leaf, serial_number: 'a1', valid_from: '2026-11-26T10:00:00Z', expiration_time: '2026-11-27T10:00:00Z' };
  expect(certificateIn(JSON.stringify({ certificates: [{ cert_chain: [dated] }] }))).toEqual({
    identity: spiffe,
    serial: 'a1',
    from: '2026-11-26T10:00:00Z',
    until: '2026-11-27T10:00:00Z',
  });
});
