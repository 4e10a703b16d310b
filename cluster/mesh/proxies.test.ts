import { expect, test } from 'vitest';
import { callsWithTls, refusesPlaintext } from './proxies.ts';

const tls = { filterChainMatch: { transportProtocol: 'tls' }, transportSocket: { name: 'envoy.transport_sockets.tls' } };
const plain = { filterChainMatch: { transportProtocol: 'raw_buffer' } };
const loopStop = { filterChainMatch: { destinationPort: 15006 } };
const listener = (...filterChains: object[]) => JSON.stringify([{ filterChains }]);

test('only TLS chains: plaintext is refused', () => {
  expect(refusesPlaintext(listener(loopStop, tls, tls))).toBe(true);
});

test('one chain without TLS is enough for plaintext to get in', () => {
  expect(refusesPlaintext(listener(loopStop, tls, plain))).toBe(false);
});

test('a proxy that has no inbound chains yet proves nothing', () => {
  expect(refusesPlaintext(listener(loopStop))).toBe(false);
  expect(refusesPlaintext('[]')).toBe(false);
});

test('calls go with TLS when every Service of the namespace has a transport socket of its own', () => {
  const own = { name: 'outbound|80||backend.default.svc.cluster.local', transportSocket: {} };
  const auto = { name: 'outbound|80||frontend.default.svc.cluster.local', transportSocketMatches: [] };
  const other = { name: 'outbound|443||kubernetes.other.svc.cluster.local' };
  expect(callsWithTls(JSON.stringify([own, other]))).toBe(true);
  expect(callsWithTls(JSON.stringify([own, auto]))).toBe(false);
});
