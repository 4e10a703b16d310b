import { expect, test, vi } from 'vitest';
import { Inconclusive } from '../../errors.ts';
import { Workload } from '../../lane/workload.ts';
import type { HttpOutcome } from '../http/refusal.ts';
import type { Sample } from '../reading.ts';
import { deniedByProxy } from './denial.ts';
import { awaitLogLines, logLines } from './logLines.ts';

vi.mock(import('./logLines.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  awaitLogLines: vi.fn(),
  logLines: vi.fn(),
}));

const backend = new Workload({ name: 'backend', namespace: 'lane', home: 'lane', selector: 'app=backend', injected: true });
const refused = [1, 2].map(
  (n) => ({ nonce: `meshproof-a-${n}`, at: new Date(0), value: { localIp: '10.244.1.5' } }) as Sample<HttpOutcome>,
);

const proxyLogs = (...lines: string[]) => {
  for (const search of [awaitLogLines, logLines])
    vi.mocked(search).mockImplementation(async (_of, _container, _since, matches) => lines.filter(matches));
};

const rbac = (n: number) =>
  `[2026-11-22T18:33:24.940Z] "GET / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" "meshproof-a-${n}" "backend" "-" 10.244.1.5:41${n}`;
const plaintext = (port: number, address = '10.244.1.5') =>
  `[2026-11-22T18:33:24.940Z] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-" "-" "-" - - 10.244.2.7:80 ${address}:${port} - -`;

test('a 403 is the proxy’s when its log names each of the requests', async () => {
  proxyLogs(rbac(1), rbac(2));
  const words = 'the proxy log of backend holds the 2 requests as rbac_access_denied';
  expect(await deniedByProxy(refused, backend, 'http-403')).toMatchObject({ witness: 'proxy-log', agrees: true, says: words });
});

test.for([
  ['lacks one', [rbac(1)], true],
  ['holds one twice and lacks the other', [rbac(1), rbac(1)], true],
  ['holds others only', [rbac(11), rbac(21)], true],
  [
    'shows the application’s own 403',
    [1, 2].map((n) => rbac(n).replace('rbac_access_denied_matched_policy[none]', 'via_upstream')),
    false,
  ],
  ['shows another status', [1, 2].map((n) => rbac(n).replace(' 403 ', ' 200 ')), false],
] as [string, string[], boolean][])('a log that %s shows no denial; its silence says nothing: %s', async ([, lines, missing]) => {
  proxyLogs(...lines);
  expect(await deniedByProxy(refused, backend, 'http-403')).toMatchObject({ agrees: false, missing });
});

test('a 401 is the proxy’s when its log names each of the requests as a token that it did not take', async () => {
  const jwt = (n: number) =>
    rbac(n).replace('403 - rbac_access_denied_matched_policy[none]', '401 - jwt_authn_access_denied{Jwt_verification_fails}');
  proxyLogs(jwt(1), jwt(2));
  expect(await deniedByProxy(refused, backend, 'http-401')).toMatchObject({ agrees: true });
  proxyLogs(rbac(1), rbac(2));
  expect(await deniedByProxy(refused, backend, 'http-401')).toMatchObject({ agrees: false });
});

test('a reset under STRICT is a connection from the client’s address without a filter chain', async () => {
  proxyLogs(plaintext(40001), plaintext(40002));
  expect(await deniedByProxy(refused, backend, 'reset')).toMatchObject({ agrees: true });
  proxyLogs(plaintext(40001, '10.244.1.50'), plaintext(40002, '10.244.1.50'));
  expect(await deniedByProxy(refused, backend, 'reset')).toMatchObject({ agrees: false });
});

test('a kind of refusal that no proxy logs is an error of the spec', async () => {
  await expect(deniedByProxy(refused, backend, 'timeout')).rejects.toThrow(Inconclusive);
});

test('a proxy that never logged a request is no witness against a denial', async () => {
  proxyLogs('2026-11-22T18:33:20.000001Z\tinfo\tReadiness succeeded');
  await expect(deniedByProxy(refused, backend, 'http-403')).rejects.toThrow('has logged no request at all');
});

test('no request, no denial', async () => {
  proxyLogs(rbac(1));
  expect(await deniedByProxy([], backend, 'http-403')).toMatchObject({ agrees: false });
});
