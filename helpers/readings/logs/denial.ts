import { Inconclusive } from '../../errors.ts';
import type { Workload } from '../../lane/workload.ts';
import type { HttpOutcome, Refusal } from '../http/refusal.ts';
import type { Corroboration, Sample } from '../reading.ts';
import { awaitLogLines, logLines, mentions } from './logLines.ts';

/**
 * How a refusal shows in the access log of the proxy that made it. A 401 or 403 names the request; a connection that matched no
 * filter chain (plaintext under STRICT) was never read as a request, so its line has the client's address only.
 */
const words: Partial<Record<Refusal, string>> = {
  'http-403': 'rbac_access_denied',
  'http-401': 'jwt_authn_access_denied',
  reset: 'filter_chain_not_found',
};

/** A line of Istio's default access log format, of a request or a connection; the agent's own lines begin otherwise. */
const isAccess = (line: string) => /^\[\d{4}-\d\d-\d\dT[^\]]+\] "/.test(line);

/**
 * The proxy of `by` logged every one of the refused requests, as this kind of refusal.
 *
 * @throws Inconclusive where no log shows this kind, or where this proxy never logged anything: the log is off, and its silence says nothing
 */
export async function deniedByProxy(refused: Sample<HttpOutcome>[], by: Workload, how: Refusal): Promise<Corroboration> {
  const word = words[how];
  if (!word) throw new Inconclusive(`no proxy log shows a refusal by ${how}: leave out \`by\``);
  const nonces = refused.flatMap((sample) => (sample.nonce ? [sample.nonce] : []));
  const addresses = new Set(refused.map((sample) => sample.value.localIp));
  const denies = (line: string) =>
    line.includes(word) &&
    (how === 'reset'
      ? [...addresses].some((address) => line.includes(` ${address}:`))
      : mentions(line, nonces) && line.includes(` ${how.replace('http-', '')} `));
  const lines = await awaitLogLines(by, 'istio-proxy', refused[0]?.at ?? new Date(), denies, nonces.length);
  const agrees =
    nonces.length > 0 &&
    (how === 'reset' ? lines.length >= nonces.length : nonces.every((nonce) => lines.some((line) => mentions(line, [nonce]))));
  const refusedAt = refused[0]?.at ?? new Date();
  // the denial of one of them may still be missing: only another outcome speaks against it
  const otherwise = agrees ? [] : await logLines(by, 'istio-proxy', refusedAt, (line) => mentions(line, nonces) && !denies(line));
  if (!agrees && (await logLines(by, 'istio-proxy', new Date(0), isAccess)).length === 0)
    throw new Inconclusive(`the proxy of ${by.name} has logged no request at all: its access log cannot show a denial`);
  return {
    witness: 'proxy-log',
    agrees,
    says: agrees
      ? `the proxy log of ${by.name} holds the ${nonces.length} ${how === 'reset' ? `connections from ${[...addresses].join(', ')}` : 'requests'} as ${word}`
      : `the proxy log of ${by.name} ${otherwise.length > 0 ? 'shows the requests, and no denial' : 'does not show the denial'}`,
    missing: !agrees && otherwise.length === 0,
    artifacts: [{ name: `${by.name}-istio-proxy.log`, content: [...lines, ...otherwise].join('\n'), mediaType: 'text/plain' }],
  };
}
