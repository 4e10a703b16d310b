import { z } from 'zod';
import { InfrastructureError } from '../errors.ts';
import type { Workload } from '../lane/workload.ts';
import { reading, type Reading } from './reading.ts';

/** Envoy's certificates (its admin API, /certs); the leaf comes first. */
const certificatesSchema = z.object({
  certificates: z.array(
    z.object({
      cert_chain: z.array(z.object({ subject_alt_names: z.array(z.object({ uri: z.string().optional() })).optional() })),
    }),
  ),
});

const ask = ['pilot-agent', 'request', 'GET', 'certs'];

/** The identity in the certificate that a workload's proxy shows to others: a SPIFFE URI. Throws where there is none. */
export function identity(of: Workload): Reading<string> {
  const look = async () => {
    const { exit, stdout, stderr } = await of.asks(ask, 'istio-proxy');
    const found = exit === 0 ? identityIn(stdout.toString()) : undefined;
    if (found) return found;
    throw new InfrastructureError(
      `the proxy of ${of.name} shows no certificate with an identity (exit ${exit}): ${stderr.trim()}`,
    );
  };
  return reading(`identity of ${of.name}`, 'proxy-config', look, {
    command: ask.join(' '),
    from: of.name,
    blanks: [],
    prove: async () => ({ works: true, says: `the proxy of ${of.name} shows a certificate` }),
  });
}

/** Undefined where no certificate has a URI, or the text is something else. */
export function identityIn(text: string): string | undefined {
  const parsed = certificatesSchema.safeParse(asJson(text));
  const chains = parsed.success ? parsed.data.certificates.map(({ cert_chain }) => cert_chain) : [];
  const names = chains.flatMap(([leaf]) => leaf?.subject_alt_names ?? []);
  return names.find(({ uri }) => uri?.startsWith('spiffe://'))?.uri;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
