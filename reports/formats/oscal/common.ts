import type { ClaimEvidence, Evidence } from '../../../helpers/evidence/schema.ts';
import { artifactsOf, type Pack } from '../../pack/load.ts';
import { istioWords } from '../../../helpers/evidence/istioWords.ts';
import { agreement } from '../../../helpers/evidence/outcome.ts';
import { shortName } from '../../pack/population.ts';
import { stableUuid } from '../../pack/stableUuid.ts';

export const oscalVersion = '1.2.1';

/** Ids in OSCAL are UUIDs of version 4 or 5. */
export const uuidOf = (...name: string[]) => stableUuid(5, ...name);

/** `sc-8.1` of `NIST SC-8(1)`, as in NIST's catalogue; `pci-dss-1.3.1` of `PCI DSS 1.3.1`, in the same form. */
export function controlId(control: string): string {
  const [, enhanced, number] = /^NIST ([A-Z]{2}-\d+)(?:\((\d+)\))?$/.exec(control) ?? [];
  if (enhanced) return `${enhanced.toLowerCase()}${number ? `.${number}` : ''}`;
  return control.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
}

export const objectiveId = (control: string) => `meshproof-${controlId(control)}`;

/** The claims that this run measured. Only these become observations. */
export function measured({ claims }: Evidence): ClaimEvidence[] {
  return claims.filter(
    (claim) => claim.observations.length > 0 && !['not-tested', 'no-result', 'not-applicable'].includes(agreement(claim)),
  );
}

/** The controls that measured claims are proposed to support, sorted, each with its claims. */
export function supported(evidence: Evidence): [string, ClaimEvidence[]][] {
  const controls = new Map<string, ClaimEvidence[]>();
  for (const claim of measured(evidence)) {
    for (const control of claim.supports) controls.set(control, [...(controls.get(control) ?? []), claim]);
  }
  return [...controls].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
}

/** OSCAL allows no line end in titles and property values. */
export const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

export function metadata({ run }: Evidence, title: string) {
  return {
    title,
    'last-modified': run.finished,
    version: run.id,
    'oscal-version': oscalVersion,
  };
}

/** The UUIDs that both documents refer to. */
export function uuids({ run }: Evidence) {
  return {
    cluster: uuidOf('cluster', run.environment.clusterUid),
    tool: uuidOf('tool', run.suite.version, run.suite.commit),
    platform: uuidOf('platform', run.id),
    evidence: uuidOf('evidence.json', run.id),
  };
}

export const resourceOf = (sha256: string) => uuidOf('raw', sha256);

export function hashed(href: string, sha256: string, mediaType: string) {
  return {
    href,
    'media-type': mediaType,
    hashes: [{ algorithm: 'SHA-256', value: sha256 }],
  };
}

/** The files that an OSCAL document refers to: evidence.json, the documents under test, and the raw files of `claims`. */
export function backMatter(pack: Pack, claims: readonly ClaimEvidence[]) {
  const { evidence } = pack;
  const artifacts = new Map(claims.flatMap(artifactsOf).map((one) => [one.sha256, one]));
  return {
    resources: [
      {
        uuid: uuids(evidence).evidence,
        title: 'evidence.json',
        description: 'The record of the run, which names every other file by its hash',
        rlinks: [hashed('../evidence.json', pack.root, 'application/json')],
      },
      ...evidence.documents.map(({ path, sha256 }) => ({
        uuid: resourceOf(sha256),
        title: shortName(path),
        description: 'A document under test',
        rlinks: [hashed(`../raw/${sha256}`, sha256, 'text/markdown')],
      })),
      ...[...artifacts.values()].map(({ sha256, name, mediaType }) => ({
        uuid: resourceOf(sha256),
        title: name,
        rlinks: [hashed(`../raw/${sha256}`, sha256, mediaType)],
      })),
    ],
  };
}

/** The cluster under test and the suite, as components. */
export function components({ run }: Evidence) {
  const { environment: env, suite } = run;
  const ids = uuids({ run } as Evidence);
  return {
    cluster: {
      uuid: ids.cluster,
      type: 'system',
      title: `Kubernetes ${env.kubernetes} with Istio ${istioWords(env)}`,
      description: `Cluster ${env.clusterUid} of ${env.nodes} nodes, provider ${env.provider}, NetworkPolicy by ${env.networkPolicy}, proxy ${env.proxy}. Substituted: ${env.substitutions.map(({ name }) => name).join(', ') || 'nothing'}.`,
      status: { state: 'operational' },
    },
    tool: {
      uuid: ids.tool,
      type: 'software',
      title: `Meshproof ${suite.version}`,
      description: `Suite at commit ${suite.commit}${suite.dirty ? ', with uncommitted changes' : ''}.`,
      status: { state: 'operational' },
    },
  };
}
