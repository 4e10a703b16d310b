// Every variable that a target of the Makefile reads. A unit test holds it against the code.

/** A variable that whoever calls make may give. */
export type Given = {
  /** `a|b` is a closed set of values, `<…>` is anything. */
  takes: string;
  says: string;
  /** The targets that read it. */
  targets: readonly string[];
  /** Other programs use the word too: no name near it is taken for it. */
  common?: true;
};

const onCluster = ['verify', 'watch', 'test', 'bench', 'doctor', 'kind-up', 'istio-sidecar', 'mtls-strict', 'kiali', 'kind-down'];
const onOwnCluster = [...onCluster, 'mutants', 'walkthrough'];

/** `make help` prints these, and reads them from these lines (help.awk). */
export const given: Record<string, Given> = {
  CLAIMS: {
    takes: '<globs>',
    says: 'claims to run, by ids or globs with commas between, such as m1-ex7-*,m2-gap-canary',
    targets: ['verify', 'watch', 'test', 'bench', 'mutants'],
  },
  SET: {
    takes: '<name>',
    says: 'claims to run, by the name of a set under fixtures/sets',
    targets: ['verify', 'watch', 'test', 'bench'],
    common: true,
  },
  DOC: {
    takes: '<file>',
    says: 'only this document, such as module-1',
    targets: ['verify', 'watch', 'test', 'bench', 'walkthrough', 'claim', 'errata'],
    common: true,
  },
  KEEP: {
    takes: '0|1',
    says: 'the cluster stays up, after a run and after a bring-up that failed',
    targets: ['verify', 'test', 'kind-up', 'walkthrough'],
  },
  AS_IS: {
    takes: '0|1',
    says: 'the standing cluster is used whatever it lacks',
    targets: ['verify', 'watch', 'test'],
  },
  STRICT: {
    takes: '0|1',
    says: 'every claim that is not verified fails',
    targets: ['verify', 'watch', 'test', 'bench'],
  },
  RESUME: {
    takes: '<run>',
    says: 'a run that was interrupted goes on; latest names the newest',
    targets: ['verify', 'test'],
  },
  SHUFFLE: {
    takes: '<seed>',
    says: 'the order of spec files by a seed, or random; the run prints it',
    targets: ['verify', 'test'],
    common: true,
  },
  LANES: {
    takes: '<n>',
    says: 'claims side by side',
    targets: ['verify', 'watch', 'test', 'bench', 'mutants'],
  },
  PROVIDER: {
    takes: 'auto|kind|embedded|existing',
    says: 'where the cluster comes from; auto takes the first that works',
    targets: onOwnCluster,
  },
  KUBECONFIG: {
    takes: '<file>',
    says: 'the cluster of PROVIDER=existing',
    targets: onCluster,
  },
  ALLOW_CONTEXT: {
    takes: '<context>',
    says: 'the one context of KUBECONFIG that may be used',
    targets: onCluster,
  },
  KIND_EXPERIMENTAL_PROVIDER: {
    takes: 'docker|podman',
    says: 'the engine of PROVIDER=kind, as kind itself reads it',
    targets: onOwnCluster,
  },
  CLUSTER_NAME: {
    takes: '<name>',
    says: 'another cluster than the checkout’s own',
    targets: onOwnCluster,
  },
  KUBERNETES: {
    takes: '<version>',
    says: 'another Kubernetes that the provider has (cluster/versions.yaml)',
    targets: onOwnCluster,
  },
  ENVOY: {
    takes: '<version>',
    says: 'another Envoy out of cluster/versions.yaml, where it is built',
    targets: onOwnCluster,
  },
  DRY_RUN: {
    takes: '0|1',
    says: 'prints what would run, and does nothing',
    targets: ['kind-up', 'istio-sidecar', 'mtls-strict', 'kiali', 'kind-down', 'prune'],
  },
  NAME: {
    takes: '<cluster>',
    says: 'the cluster to remove',
    targets: ['prune'],
    common: true,
  },
  MUTANTS: {
    takes: '<names>',
    says: 'only these of fixtures/mutants, with commas between; instruments breaks what readings go through',
    targets: ['mutants'],
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
  ID: {
    takes: '<id>',
    says: 'the id of a new claim, such as m1-ex4-attacker-blocked',
    targets: ['claim'],
    common: true,
  },
  QUOTE: {
    takes: '<text>',
    says: 'a part of the document that stands in it once, word for word',
    targets: ['claim'],
    common: true,
  },
  SECTION: {
    takes: '<heading>',
    says: 'a heading above the quote, where the quote alone stands more than once',
    targets: ['claim'],
    common: true,
  },
  ACCEPT: {
    takes: 'all|ask',
    says: 'takes every change of the documents over without a question, or asks of each',
    targets: ['ledger'],
    common: true,
  },
  SPEC: {
    takes: '<path>',
    says: 'the spec file that is made or appended to',
    targets: ['claim'],
    common: true,
  },
  WORLD: {
    takes: '<name>',
    says: 'where a new claim begins; plain unless one is named',
    targets: ['claim'],
    common: true,
  },
  PACK: {
    takes: '<folder>',
    says: 'another pack than the latest',
    targets: ['report', 'verify-pack', 'pdf', 'oscal-check', 'errata'],
    common: true,
  },
  OUT: {
    takes: '<folder>',
    says: 'the folder that is written to, instead of reports/out/errata',
    targets: ['errata'],
    common: true,
  },
  KEY: {
    takes: '<fingerprint>',
    says: 'the signer that the pack must have',
    targets: ['verify-pack'],
    common: true,
  },
  A: {
    takes: '<run>',
    says: 'the earlier run',
    targets: ['diff'],
    common: true,
  },
  B: {
    takes: '<run>',
    says: 'the later run',
    targets: ['diff'],
    common: true,
  },
  MESHPROOF_CACHE: {
    takes: '<folder>',
    says: 'where builds, state of clusters and compiled modules are kept',
    targets: [...onOwnCluster, 'prune', 'report', 'verify-pack', 'diff', 'pdf', 'oscal-check', 'unit', 'browser'],
  },
  MESHPROOF_SIGNING_KEY: {
    takes: '<file>',
    says: 'the private key that signs packs',
    targets: ['verify', 'test', 'report', 'bench', 'mutants'],
  },
};

/** Variables that one of these targets reads. */
export function readBy(targets: readonly string[]): string[] {
  return Object.keys(given).filter((name) => given[name]?.targets.some((target) => targets.includes(target)));
}

/** Set by a program of the suite for another one. */
export const internal: Record<string, string> = {
  SUITE: 'the tests whose Allure results are written',
  MESHPROOF_PACK: 'folder of the pack under way',
  MESHPROOF_WATCH: 'make watch: workers outlive a run, with their lanes',
  MESHPROOF_INSTRUMENTS: 'make mutants: each statement is judged with broken instruments as well',
  MESHPROOF_BROKEN_WORLD: 'make mutants: a claim that has turned goes no further',
  MESHPROOF_READERS_FOLDER: 'make mutants: where a reader’s commands start, if not in the checkout',
  MESHPROOF_READERS_VARIABLES: 'make mutants: variables of a reader’s shell, as JSON',
  MESHPROOF_PACKS: 'folder of packs, for runs in broken worlds',
};

/** Set by the machine or by another program, and read as every program reads them. */
export const foreign: Record<string, string> = {
  PATH: 'where programs are looked for',
  XDG_CACHE_HOME: 'folder of the cache, unless MESHPROOF_CACHE names one',
  XDG_CONFIG_HOME: 'folder of the signing key, unless MESHPROOF_SIGNING_KEY names one',
  VITEST_POOL_ID: 'number of a vitest worker',
  MAKEFLAGS: 'make’s command line, where wrong variables are looked for',
  MAKELEVEL: 'whether another make calls this one',
};

/** Components with one version: in the environment, a version for them is an error, because it would change nothing. */
export const fixed = ['istio', 'containerd', 'prometheus', 'kiali'];

/** Names of other programs that are near one of `given`. */
export const others = ['KUBE_CONFIG'];
