import { imagePart, type Part } from '../cluster/records/parts.ts';

/** The workloads of a lane, by which commands name them. */
export type Crew = readonly { name: string; injected: boolean; parts: readonly Part[] }[];

export const proxyImage = imagePart('istio/proxyv2');

const signs: [RegExp, Part[]][] = [
  [/\bkind"?: ?"?NetworkPolicy\b|networkpolic|netpol/i, ['NetworkPolicy']],
  [/\bistiod\b|\b(networking|security|telemetry|extensions)\.istio\.io\b/, ['istiod']],
  [/peerauthentication|authorizationpolic|destinationrule|virtualservice|envoyfilter/i, ['istiod']],
  [/\bistio-proxy\b|\bpilot-agent\b|\bproxy-(config|status)\b/, [proxyImage]],
  [/services\/prometheus:/, ['prometheus']],
  [/services\/kiali:/, ['kiali', 'prometheus']],
  [/\bistio_[a-z]|stats\/prometheus|\/kiali\/api\/\S*(graph|health|metrics|dashboard)/, ['istio.stats']],
  [/\b(dig|getent|nslookup)\b|\bcoredns\b|\bkube-dns\b/, ['cluster DNS']],
  [/\b(tcpdump|ping|nc|wget)\b/, ['pod network']],
];

/** What a command, a path or a manifest uses of the lab, as far as its text tells. */
export function partsIn(text: string, crew: Crew = []): Part[] {
  return [
    ...signs.flatMap(([sign, parts]) => (sign.test(text) ? parts : [])),
    ...imagesIn(text),
    ...calledIn(text),
    ...namedIn(text, crew),
  ];
}

/** What a reader's command uses beside: the programs that the lab gives to the reader. */
export function programsIn(text: string): Part[] {
  const programs = ['kubectl', 'istioctl', 'jq', 'kind'].filter((program) => new RegExp(`(^|[^\\w/.-])${program}\\b`).test(text));
  const asked = programs.some((program) => program !== 'jq') || /\bmake\b/.test(text);
  return [...programs.map((program): Part => `program ${program}`), ...(asked ? (['kubernetes'] as const) : [])];
}

/** Images that manifests have or commands ask for. */
export function imagesIn(text: string): Part[] {
  return [...text.matchAll(/\bimage"?(?:: ?|=| )"?([a-z][\w./-]*(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?)/g)].map(([, image = '']) =>
    imagePart(image),
  );
}

/** URLs that are not of the pod itself; one by name is looked up first. */
function calledIn(text: string): Part[] {
  const hosts = [...text.matchAll(/\bhttps?:\/\/([^\s/:'"`?]+)/g)].flatMap(([, host = '']) =>
    /^(localhost|127\.)/.test(host) ? [] : [host],
  );
  const byName = hosts.some((host) => /^[a-z]/i.test(host));
  return [...(hosts.length > 0 ? (['pod network'] as const) : []), ...(byName ? (['cluster DNS'] as const) : [])];
}

function namedIn(text: string, crew: Crew): Part[] {
  const named = crew.filter(({ name }) => isNamed(text, name));
  const meant = named.length === 0 && /\bkubectl\b[^|;]*\b(pods?|logs|exec)\b/.test(text) ? crew : named;
  const calls = named.some(
    ({ name, injected }) => injected && new RegExp(`\\bexec\\b[^|;&]*\\b${name}\\b[^|;&]*https?:`).test(text),
  );
  return [...meant.flatMap(({ parts }) => parts), ...(calls ? (['istio.alpn'] as const) : [])];
}

/** As kubectl, labels, URLs and a reader's variables name a workload; a word of the same letters is none. */
function isNamed(text: string, name: string): boolean {
  const before = String.raw`(?:[/=]|\b(?:exec|logs|pods?|deploy|deployments?|attach|debug|run|scale|restart)\s+(?:-\S+\s+)*)`;
  return new RegExp(`${before}${name}(?![\\w-]*[a-z])|\\$\\{?${name.toUpperCase().replaceAll('-', '_')}_`).test(text);
}
