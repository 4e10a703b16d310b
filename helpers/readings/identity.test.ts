import { expect, test } from 'vitest';
import { identityIn } from './identity.ts';

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
