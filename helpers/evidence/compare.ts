import type { ClaimEvidence, Evidence } from './schema.ts';
import { agreement } from './outcome.ts';

/** The ways in which a claim can change, the gravest first. A claim belongs to the first group that applies. */
export const groups = [
  'new failure',
  'fixed',
  'gone',
  'no longer tested',
  'new claim',
  'newly tested',
  'verdict changed',
  'changed text',
  'changed output',
  'slower',
] as const;
export type Group = (typeof groups)[number];

export interface ClaimChange {
  id: string;
  group: Group;
  /** Every group that applies, including `group`. */
  aspects: Group[];
  before?: ClaimEvidence;
  after?: ClaimEvidence;
}

export interface Named {
  name: string;
  before?: string;
  after?: string;
}

export interface Comparison {
  claims: ClaimChange[];
  unchanged: number;
  /** Parts of the cluster with another version or digest. */
  components: Named[];
  documents: Named[];
  substitutions: Named[];
}

/** Settling is slower when it takes more than twice as long and a second more: smaller differences are noise. */
const slowerFactor = 2;
const slowerMs = 1000;

const fails = (claim: ClaimEvidence) => ['differs', 'inconclusive', 'undecided', 'no-result'].includes(agreement(claim));
const tested = (claim: ClaimEvidence) => !['not-tested', 'not-applicable'].includes(agreement(claim));

/** Text without values that change in every run: addresses, pod names, namespaces of lanes, counts and times. */
export const lasting = (text: string) =>
  text
    .replaceAll(/-[0-9a-f]{8,10}-[a-z0-9]{5}\b/g, '-#')
    .replaceAll(/\bmp-[a-z0-9-]+/g, 'lane')
    .replaceAll(/\b[0-9a-f]{7,}\b/g, '#')
    .replaceAll(/\d+/g, '#');

/** The observations in words, in the order of the spec. */
export function observed({ controls, expectations }: ClaimEvidence): string[] {
  return [...controls, ...expectations].map(({ name, observed: seen }) => `${name}: ${seen}`);
}

const sameOutput = (a: ClaimEvidence, b: ClaimEvidence) =>
  observed(a).map(lasting).join('\n') === observed(b).map(lasting).join('\n');

function aspectsOf(a: ClaimEvidence, b: ClaimEvidence): Group[] {
  const both = tested(a) && tested(b);
  const applies: Record<Exclude<Group, 'gone' | 'new claim'>, boolean> = {
    'new failure': fails(b) && !fails(a),
    fixed: fails(a) && tested(b) && !fails(b),
    'no longer tested': tested(a) && !tested(b),
    'newly tested': !tested(a) && tested(b) && !fails(b),
    'verdict changed': a.verdict !== b.verdict,
    'changed text': a.quote !== b.quote || a.erratum?.text !== b.erratum?.text,
    'changed output': both && a.verdict === b.verdict && !sameOutput(a, b),
    slower: both && b.settledMs > slowerFactor * a.settledMs && b.settledMs > a.settledMs + slowerMs,
  };
  return groups.filter((group) => (applies as Partial<Record<Group, boolean>>)[group]);
}

function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Named[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({ name, before: before.get(name), after: after.get(name) }));
}

const componentsOf = ({ run: { environment: env } }: Evidence) =>
  new Map([
    ['provider', env.provider],
    ['NetworkPolicy', env.networkPolicy],
    ['kube-proxy mode', env.kubeProxyMode],
    ['proxy', env.proxy],
    ...env.components.map(
      ({ name, version, digest }) => [name, digest ? `${version} (${digest.slice(0, 19)})` : version] as const,
    ),
  ]);

const documentsOf = ({ documents }: Evidence) => new Map(documents.map(({ path, sha256 }) => [path, sha256]));
const substitutionsOf = ({ run }: Evidence) => new Map(run.environment.substitutions.map(({ name, by }) => [name, by]));

/** Compares two runs claim by claim, by id. */
export function compare(a: Evidence, b: Evidence): Comparison {
  const [before, after] = [a, b].map(({ claims }) => new Map(claims.map((claim) => [claim.id, claim])));
  const claims = [...new Set([...before!.keys(), ...after!.keys()])].flatMap((id): ClaimChange[] => {
    const [was, is] = [before!.get(id), after!.get(id)];
    const aspects: Group[] =
      was && is ? aspectsOf(was, is) : !is ? ['gone'] : fails(is) ? ['new failure', 'new claim'] : ['new claim'];
    return aspects[0] ? [{ id, group: aspects[0], aspects, before: was, after: is }] : [];
  });
  return {
    claims,
    unchanged: [...after!.keys()].filter((id) => before!.has(id)).length - claims.filter((one) => one.before && one.after).length,
    components: changed(componentsOf(a), componentsOf(b)),
    documents: changed(documentsOf(a), documentsOf(b)),
    substitutions: changed(substitutionsOf(a), substitutionsOf(b)),
  };
}
