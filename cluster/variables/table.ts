import type { Given } from './given.ts';
import { ofAuthoring } from './ofAuthoring.ts';
import { ofClusters } from './ofClusters.ts';
import { ofVersions } from './ofVersions.ts';

// Every variable that a target of the Makefile reads. A unit test holds it against the code.

const onCluster = ['verify', 'watch', 'test', 'bench', 'doctor', 'kind-up', 'istio-sidecar', 'mtls-strict', 'kiali', 'kind-down'];
const onOwnCluster = [...onCluster, 'mutants', 'walkthrough', 'gate', 'matrix', 'fidelity', 'faults'];
const onBuild = ['cache-key', 'cache-pack', 'cache-restore'];

/** `make help` prints these, and reads them from these lines (help.awk). */
export const given: Record<string, Given> = {
  ...ofVersions,
  ...ofAuthoring,
  ...ofClusters,
  CLAIMS: {
    takes: '<globs>',
    says: 'claims to run, by ids or globs with commas between, such as m1-ex7-*; of ledger: whose applied errata go',
    targets: ['verify', 'watch', 'test', 'bench', 'mutants', 'matrix', 'rehearse', 'ledger'],
  },
  SET: {
    takes: '<name>',
    says: 'claims to run, by the name of a set under fixtures/sets',
    targets: ['verify', 'watch', 'test', 'bench', 'matrix', 'rehearse'],
    common: true,
  },
  DOC: {
    takes: '<file>',
    says: 'only this document, by its name',
    targets: ['verify', 'watch', 'test', 'bench', 'matrix', 'walkthrough', 'claim', 'errata', 'rehearse'],
    common: true,
  },
  KEEP: {
    takes: '0|1',
    says: 'the cluster stays up, after a run and after a bring-up that failed',
    targets: ['verify', 'test', 'kind-up', 'walkthrough', 'gate', 'fidelity', 'faults'],
  },
  AS_IS: {
    takes: '0|1',
    says: 'the standing cluster is used whatever it lacks',
    targets: ['verify', 'watch', 'test'],
  },
  STRICT: {
    takes: '0|1',
    says: 'every claim that is not verified fails',
    targets: ['verify', 'watch', 'test', 'bench', 'matrix', 'rehearse'],
  },
  RESUME: {
    takes: '<run>',
    says: 'a run that was interrupted goes on; latest names the newest',
    targets: ['verify', 'test'],
  },
  SHUFFLE: {
    takes: '<seed>',
    says: 'the order of spec files by a seed, or random; the run prints it',
    targets: ['verify', 'test', 'rehearse'],
    common: true,
  },
  LANES: {
    takes: '<n>',
    says: 'claims side by side',
    targets: ['verify', 'watch', 'test', 'bench', 'mutants', 'matrix', 'gate', 'rehearse', 'faults'],
  },
  PROVIDER: {
    takes: 'auto|kind|embedded|existing',
    says: 'where the cluster comes from; auto takes the first that works',
    targets: onOwnCluster,
  },
  KUBECONFIG: {
    takes: '<file>',
    says: 'the cluster of PROVIDER=existing',
    targets: [...onCluster, 'gate', 'clean-run', 'snapshot'],
  },
  ALLOW_CONTEXT: {
    takes: '<context>',
    says: 'the one context of KUBECONFIG that may be used',
    targets: [...onCluster, 'gate', 'clean-run', 'snapshot'],
  },
  KIND_EXPERIMENTAL_PROVIDER: {
    takes: 'docker|podman',
    says: 'the engine of PROVIDER=kind, as kind itself reads it',
    targets: onOwnCluster,
  },
  CLUSTER_NAME: {
    takes: '<name>',
    says: 'another cluster than the checkout’s own',
    targets: [...onOwnCluster, 'rehearse', 'clean-run', 'snapshot'],
  },
  KUBERNETES: {
    takes: '<version>',
    says: 'another Kubernetes that the provider has (cluster/versions.yaml)',
    targets: [...onOwnCluster, ...onBuild, 'rehearse'],
  },
  ISTIO: {
    takes: '<version>',
    says: 'another Istio out of cluster/versions.yaml, with the Envoy that it names there',
    targets: [...onOwnCluster, ...onBuild, 'rehearse'],
  },
  COMPATIBILITY: {
    takes: '<minor>',
    says: 'Istio keeps the defaults of an earlier release, such as 1.30 (values.compatibilityVersion)',
    targets: [...onOwnCluster, 'rehearse'],
  },
  PUBLISHED: {
    takes: '<file>',
    says: 'other images for PROVIDER=kind than cluster/versions.yaml lists under published, in the same form',
    targets: onOwnCluster,
  },
  ENVOY: {
    takes: '<version>',
    says: 'another Envoy out of cluster/versions.yaml, where it is built',
    targets: [...onOwnCluster, ...onBuild],
  },
  DRY_RUN: {
    takes: '0|1',
    says: 'prints what would run, and does nothing',
    targets: ['kind-up', 'istio-sidecar', 'mtls-strict', 'kiali', 'kind-down', 'prune', 'gate', 'rehearse'],
  },
  CONTENT: {
    takes: '<folder>',
    says: 'the folder with documents, ledgers, specs and fixtures, instead of this checkout',
    targets: [
      'verify',
      'merge',
      'watch',
      'matrix',
      'list',
      'document',
      'claim',
      'errata',
      'ledger',
      'gate',
      'radar',
      'walkthrough',
      'rehearse',
      'check',
    ],
    common: true,
  },
  SINCE: {
    takes: '<git ref>',
    says: 'the branch, tag or commit that a change is compared with',
    targets: ['gate'],
    common: true,
  },
  MUTANTS: {
    takes: '<names>',
    says: 'only these of fixtures/mutants, with commas between; instruments breaks what readings go through',
    targets: ['mutants'],
  },
  FAULTS: {
    takes: '<names>',
    says: 'only these of make faults, with commas between',
    targets: ['faults'],
  },
  N: {
    takes: '<n>',
    says: 'how many tries; without it each fault is tried once',
    targets: ['faults'],
    common: true,
  },
  SEED: {
    takes: '<seed>',
    says: 'what is tried, and when, by a seed; the program prints it',
    targets: ['faults'],
    common: true,
  },
  AS: {
    takes: 'written|corrected',
    says: 'the document as it stands, or with the ledger’s errata',
    targets: ['walkthrough'],
    common: true,
  },
  CLUSTER: {
    takes: 'own|standing',
    says: 'a cluster for the walk alone, or the one that stands',
    targets: ['walkthrough'],
    common: true,
  },
  LINES: {
    takes: '<first>-<last>',
    says: 'only blocks that begin on these lines',
    targets: ['walkthrough'],
    common: true,
  },
  PACK: {
    takes: '<folder>',
    says: 'another pack than the latest',
    targets: ['report', 'verify-pack', 'pdf', 'oscal-check', 'errata'],
    common: true,
  },
  OUT: {
    takes: '<path>',
    says: 'what is written: the folder of errata, instead of reports/out/errata, or the file of a snapshot',
    targets: ['errata', 'snapshot'],
    common: true,
  },
  KEY: {
    takes: '<fingerprint>',
    says: 'the signer that the pack must have',
    targets: ['verify-pack'],
    common: true,
  },
  FILE: {
    takes: '<file>',
    says: 'the Markdown file whose ledger is started or added to, the embedded build as packed for other machines, or an audit log',
    targets: ['document', 'cache-pack', 'cache-restore', 'audit-writes'],
    common: true,
  },
  A: {
    takes: '<run>',
    says: 'the earlier run, or the file of the earlier snapshot',
    targets: ['diff', 'snapshot-diff'],
    common: true,
  },
  B: {
    takes: '<run>',
    says: 'the later run, or the file of the later snapshot',
    targets: ['diff', 'snapshot-diff'],
    common: true,
  },
  MESHPROOF_CACHE: {
    takes: '<folder>',
    says: 'where builds, state of clusters, compiled modules and what claims took are kept',
    targets: [
      ...onOwnCluster,
      ...onBuild,
      'prune',
      'clean-run',
      'report',
      'verify-pack',
      'diff',
      'pdf',
      'oscal-check',
      'unit',
      'browser',
      'hostile',
      'rehearse',
    ],
  },
  MESHPROOF_SIGNING_KEY: {
    takes: '<file>',
    says: 'the private key that signs packs',
    targets: ['verify', 'test', 'report', 'bench', 'mutants', 'matrix', 'gate', 'rehearse', 'faults'],
  },
};

/** Variables that one of these targets reads. */
export function readBy(targets: readonly string[]): string[] {
  return Object.keys(given).filter((name) => given[name]?.targets.some((target) => targets.includes(target)));
}
