/** By what a note and a claim may be joined. */
export const termKinds = ['flag', 'command', 'field', 'label', 'path', 'message', 'name', 'kind', 'phrase'] as const;
export type TermKind = (typeof termKinds)[number];

/** What a term in common is worth: strong speaks for itself, weak is shown folded. */
export const strengths = ['strong', 'medium', 'weak'] as const;
export type Strength = (typeof strengths)[number];

/** Something with a name that a note speaks of. */
export interface Term {
  by: Exclude<TermKind, 'field' | 'phrase'>;
  text: string;
}

const shapes: [Term['by'], RegExp][] = [
  ['message', /\bIST\d{4}\b/g],
  ['flag', /(?<![\w-])--[a-z][a-z-]+\b/g],
  ['flag', /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g],
  ['label', /(?:[a-z0-9-]+\.)+(?:io|com|org|dev)\/[A-Za-z][\w.-]*\w/g],
  ['path', /(?<![\w/.])(?:\/[a-z][\w-]*){2,}/g],
  ['name', /(?<![\w/-])[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+\b/g],
  ['name', /\b[a-z]+(?:[A-Z][a-z0-9]+)+\b/g],
  ['name', /\b[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*\b/g],
];

/** A program, and up to two words that choose what it does. */
const command = /\b(istioctl|pilot-agent|pilot-discovery)((?: (?:x )?[a-z][a-z-]+){1,2})/g;

/** Names that every installation has, and those of Kubernetes and its platforms: they are of no release of Istio. */
const everywhere = new Set(
  `istio-system kube-system istio-proxy CoreDNS ClusterIP NodePort LoadBalancer ExternalName EndpointSlice ConfigMap ServiceAccount DaemonSet
  StatefulSet ReplicaSet NetworkPolicy RoleBinding ClusterRole ClusterRoleBinding OpenShift GitHub`.split(/\s+/),
);

/** What a note gives as a command of another program tells nothing. */
const isCommand = (text: string): boolean => /^(?:istioctl|pilot-|kubectl|helm|make|curl|docker|go )/.test(text);

/** Ordinary words with a hyphen are no names; what stands between backticks is one whatever it looks like. */
const isName = (text: string, inCode: boolean): boolean => inCode || !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text);

/** Every name in a note's text, by its form. `kinds`: of resources, as their manifests have them. */
export function termsIn(text: string, kinds: ReadonlySet<string>): Term[] {
  const found = new Map<string, Term>();
  const add = (by: Term['by'], one: string): void => void found.set(`${by} ${one}`, { by, text: one });
  const code = [...text.matchAll(/`([^`]+)`/g)].map(([, one]) => one ?? '');
  for (const [words, inCode] of [[text, false] as const, ...code.map((one) => [one, true] as const)]) {
    const rest = addresses(words);
    if (inCode) for (const [, program, chosen] of rest.matchAll(command)) add('command', `${program}${chosen}`);
    const besideCommands = rest.replaceAll(command, ' ');
    for (const [by, shape] of shapes)
      for (const [one] of besideCommands.matchAll(shape))
        if (by === 'name' && isKind(one, kinds)) add('kind', singular(one, kinds));
        else if ((by !== 'name' || isName(one, inCode)) && !everywhere.has(one) && !/\/v\d\w*$/.test(one)) add(by, one);
  }
  for (const [, domain = ''] of text.matchAll(/((?:[a-z0-9-]+\.)+io)\/\*/g))
    for (const one of code) if (/^[a-z]\w+$/i.test(one)) add('label', `${domain}/${one}`);
  // a kind of one word is a common word too: `Gateway`
  for (const one of code) if (kinds.has(one)) add('kind', one);
  for (const one of code) if (/\S\s+\S+\s+\S/.test(one) && !isCommand(one)) add('message', one);
  return [...found.values()];
}

/** Every identifier in a text, as a manifest would write it: `OutlierDetection.minHealthPercent` has two, `budget_interval` one. */
export const identifiersIn = (text: string): Set<string> =>
  new Set([...addresses(text).matchAll(/\b[A-Za-z]\w*/g)].map(([one]) => asField(one)));

const asField = (name: string): string =>
  name
    .replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

const addresses = (text: string): string => text.replaceAll(/\bhttps?:\/\/[^\s)>]+/g, ' ').replaceAll(/\b[\w.-]+@[\w.]+/g, ' ');
const singular = (text: string, kinds: ReadonlySet<string>): string =>
  [text, text.replace(/ies$/, 'y'), text.replace(/s$/, '')].find((one) => kinds.has(one)) ?? text;
const isKind = (text: string, kinds: ReadonlySet<string>): boolean => kinds.has(singular(text, kinds));
