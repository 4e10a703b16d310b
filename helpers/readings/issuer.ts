import { X509Certificate } from 'node:crypto';
import { InfrastructureError } from '../errors.ts';
import { read } from '../kube/objects.ts';
import type { Workload } from '../lane/workload.ts';
import type { Workstation } from '../lane/workstation.ts';
import { readerCommand } from './command/command.ts';
import { printedJson } from './command/printed.ts';
import type { Reading } from './reading.ts';

/** Envoy's secret with the certificate that a proxy shows to others. */
const own = ({ dynamicActiveSecrets }: any) =>
  dynamicActiveSecrets.find(({ name }: { name: string }) => name === 'default').secret.tlsCertificate.certificateChain
    .inlineBytes;

/** Whether the certificate of a workload's proxy was signed by the authority whose certificate is in a ConfigMap of the namespace. */
export function issuedBy(station: Workstation, of: Workload, configMap: string): Reading<boolean> {
  const chain = printedJson(readerCommand(station, `istioctl proxy-config secret deploy/${of.deployment} -o json`), own);
  const { witness, repeat, command } = chain;
  return {
    says: `whether the authority in ConfigMap ${configMap} has issued the certificate of ${of.name}`,
    witness,
    repeat,
    command,
    from: of.name,
    blanks: [],
    prove: ({ shown }) => chain.prove({ value: 'something', like: [], shown }),
    take: async () => {
      const { value, unread, ...rest } = await chain.take();
      if (unread !== undefined) return { ...rest, value: false, says: 'not read', unread };
      const issued = isIssuedBy(Buffer.from(String(value), 'base64').toString(), await rootIn(of.namespace, configMap));
      return { ...rest, value: issued, says: issued ? 'issued by it' : 'not issued by it' };
    },
  };
}

async function rootIn(namespace: string, name: string): Promise<string> {
  const data = ((await read('v1', 'ConfigMap', namespace, name))?.data ?? {}) as Record<string, string>;
  const [root] = Object.values(data).filter((text) => text.includes('BEGIN CERTIFICATE'));
  if (root) return root;
  throw new InfrastructureError(`ConfigMap ${namespace}/${name} holds no certificate`);
}

/** By signatures: from the first certificate of the chain over its other ones to one of the roots (RFC 5280, section 6). */
export function isIssuedBy(chain: string, roots: string): boolean {
  const [leaf, ...others] = certificatesIn(chain);
  if (!leaf) throw new InfrastructureError('the proxy has no certificate');
  const signs = (issuer: X509Certificate, one: X509Certificate) => issuer.ca && one.verify(issuer.publicKey);
  let current: X509Certificate | undefined = leaf;
  for (let step = 0; current && step <= others.length; step++) {
    const signed: X509Certificate = current;
    if (certificatesIn(roots).some((root) => signs(root, signed))) return true;
    current = others.find((other) => signs(other, signed));
  }
  return false;
}

function certificatesIn(text: string): X509Certificate[] {
  return (text.match(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g) ?? []).map((pem) => new X509Certificate(pem));
}
