import { z } from 'zod';
import { InfrastructureError } from '../errors.ts';
import { jsonIn } from '../json.ts';
import type { Workload } from '../lane/workload.ts';
import { reading, type Reading } from './reading.ts';

/** Envoy's certificates (its admin API, /certs); the leaf comes first. */
const certificatesSchema = z.object({
  certificates: z.array(
    z.object({
      cert_chain: z.array(
        z.object({
          subject_alt_names: z.array(z.object({ uri: z.string().optional() })).optional(),
          serial_number: z.string().optional(),
          valid_from: z.string().optional(),
          expiration_time: z.string().optional(),
        }),
      ),
    }),
  ),
});

const ask = ['pilot-agent', 'request', 'GET', 'certs'];

/** What the certificate says that a workload's proxy shows to others. */
export interface Certificate {
  /** A SPIFFE URI. */
  identity: string;
  serial: string;
  from: string;
  until: string;
}

/** The identity in the certificate that a workload's proxy shows to others: a SPIFFE URI. Throws where there is none. */
export function identity(of: Workload): Reading<string> {
  return shown('identity', of, identityIn);
}

export function certificate(of: Workload): Reading<Certificate> {
  return shown('certificate', of, certificateIn);
}

function shown<T>(what: string, of: Workload, within: (text: string) => T | undefined): Reading<T> {
  const look = async () => {
    const { exit, stdout, stderr } = await of.asks(ask, 'istio-proxy');
    const found = exit === 0 ? within(stdout.toString()) : undefined;
    if (found) return found;
    throw new InfrastructureError(
      `the proxy of ${of.name} shows no certificate with an identity (exit ${exit}): ${stderr.trim()}`,
    );
  };
  return reading(`${what} of ${of.name}`, 'proxy-config', look, {
    command: ask.join(' '),
    from: of.name,
    blanks: [],
    prove: async () => ({ works: true, says: `the proxy of ${of.name} shows a certificate` }),
  });
}

/** Undefined where no certificate has a URI, or the text is something else. */
export function identityIn(text: string): string | undefined {
  return certificateIn(text)?.identity;
}

/** The first certificate with a URI. */
export function certificateIn(text: string): Certificate | undefined {
  const parsed = certificatesSchema.safeParse(jsonIn(text));
  const chains = parsed.success ? parsed.data.certificates.map(({ cert_chain }) => cert_chain) : [];
  const certificates = chains.flatMap(([leaf]) =>
    (leaf?.subject_alt_names ?? []).map(({ uri = '' }) => ({
      identity: uri,
      serial: leaf?.serial_number ?? '',
      from: leaf?.valid_from ?? '',
      until: leaf?.expiration_time ?? '',
    })),
  );
  return certificates.find(({ identity }) => identity.startsWith('spiffe://'));
}
