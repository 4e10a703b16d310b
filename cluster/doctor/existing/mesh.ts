import { yamlValue } from '../../host/yaml.ts';
import type { Ask } from '../../kube/ask.ts';
import { type Check, check, type Status } from '../check.ts';

/** MeshConfig (istio.io/docs/reference/config/istio.mesh.v1alpha1), as far as claims lean on it. */
type Mesh = {
  rootNamespace?: string;
  accessLogFile?: string;
  accessLogEncoding?: string;
  accessLogFormat?: string;
  discoverySelectors?: unknown[];
  outboundTrafficPolicy?: { mode?: string };
};

export type MeshFacts = {
  /** `namespace/name (revision)` of each istiod. */
  istiods: string[];
  /** What REVISION names. */
  revision?: string;
  mesh: Mesh | undefined;
  /** Modes of PeerAuthentications for the whole mesh. */
  meshWide: string[];
  daemonSets: string[];
};

/** Plugins that enforce NetworkPolicy, by the name of their DaemonSet. */
const enforcing = [
  'calico-node',
  'canal',
  'cilium',
  'antrea-agent',
  'kindnet',
  'kube-network-policies',
  'kube-router',
  'ovnkube-node',
  'weave-net',
];

const later =
  'Claims about the default end contradicted or inconclusive here: leave them out by CLAIMS, or take a mesh with the default.';

type Row = { name: string; bad: (facts: MeshFacts) => string | undefined; status: Status; good: string; remedy: string };

/** Each property of a mesh on which claims lean. */
const rows: Row[] = [
  {
    name: 'istiod',
    bad: ({ istiods, revision }) => {
      if (istiods.length === 0) return 'none';
      return istiods.length === 1 || revision ? undefined : `several: ${istiods.join(', ')}`;
    },
    status: 'fail',
    good: 'one, or REVISION says which',
    remedy: 'Say which one injects into lanes: REVISION=<the name in brackets, or a tag of it>.',
  },
  {
    name: 'mesh config',
    bad: ({ mesh }) => (mesh ? undefined : 'ConfigMap istio beside istiod cannot be read'),
    status: 'warn',
    good: 'read',
    remedy: 'What follows from it is unknown.',
  },
  {
    name: 'discovery selectors',
    bad: ({ mesh }) => (mesh?.discoverySelectors?.length ? JSON.stringify(mesh.discoverySelectors) : undefined),
    status: 'fail',
    good: 'none: istiod sees every namespace',
    remedy:
      'istiod ignores namespaces that these do not select, and policies in lanes never act: add one for the label app.kubernetes.io/managed-by=meshproof.',
  },
  {
    name: 'access log',
    bad: ({ mesh }) => {
      if (!mesh?.accessLogFile) return 'off';
      if (mesh.accessLogEncoding === 'JSON') return 'in JSON';
      return mesh.accessLogFormat ? 'in a format of its own' : undefined;
    },
    status: 'fail',
    good: 'on, in the default format',
    remedy: 'Denials are witnessed in it: set meshConfig.accessLogFile=/dev/stdout with the default format and TEXT encoding.',
  },
  {
    name: 'mesh-wide mTLS',
    bad: ({ meshWide }) => (meshWide.includes('STRICT') ? 'STRICT' : undefined),
    status: 'warn',
    good: 'not STRICT',
    remedy: later,
  },
  {
    name: 'outbound traffic',
    bad: ({ mesh }) => (mesh?.outboundTrafficPolicy?.mode === 'REGISTRY_ONLY' ? 'REGISTRY_ONLY' : undefined),
    status: 'warn',
    good: 'ALLOW_ANY',
    remedy: later,
  },
  {
    name: 'network plugin',
    bad: ({ daemonSets }) =>
      daemonSets.some((name) => enforcing.includes(name)) ? undefined : `no DaemonSet of ${enforcing.join(', ')}`,
    status: 'warn',
    good: 'one that enforces NetworkPolicy',
    remedy: 'Where NetworkPolicy is ignored, its claims end contradicted: that is what the cluster does.',
  },
];

export const meshChecks = (facts: MeshFacts): Check[] =>
  rows.map(({ name, bad, status, good, remedy }) => {
    const found = bad(facts);
    return check(name, found === undefined ? 'ok' : status, found ?? good, remedy);
  });

/** Reads what the rows are about. What may not be read is told as missing. */
export async function readMesh(ask: Ask, asked?: string): Promise<MeshFacts> {
  const items = async (path: string): Promise<any[]> => (await ask(path)).body?.items ?? [];
  const istiods = await items('/apis/apps/v1/deployments?labelSelector=app%3Distiod');
  const istiod = istiods.find(({ metadata }) => metadata.labels?.['istio.io/rev'] === asked) ?? istiods[0];
  const { namespace = 'istio-system', labels = {} } = istiod?.metadata ?? {};
  const revision = (labels['istio.io/rev'] as string | undefined) ?? 'default';
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  const { body } = await ask(`/api/v1/namespaces/${namespace}/configmaps/${name}`);
  const mesh =
    body?.data?.mesh === undefined
      ? undefined
      : ((yamlValue(body.data.mesh as string, 'MeshConfig of the ConfigMap istio') ?? {}) as Mesh);
  const root = mesh?.rootNamespace ?? namespace;
  const peers = await items(`/apis/security.istio.io/v1/namespaces/${root}/peerauthentications`);
  return {
    istiods: istiods.map(
      ({ metadata }) => `${metadata.namespace}/${metadata.name} (${metadata.labels?.['istio.io/rev'] ?? 'default'})`,
    ),
    ...(asked && { revision: asked }),
    mesh,
    meshWide: peers.filter(({ spec }) => !spec?.selector).map(({ spec }) => String(spec?.mtls?.mode)),
    daemonSets: (await items('/apis/apps/v1/daemonsets')).map(({ metadata }) => String(metadata.name)),
  };
}
