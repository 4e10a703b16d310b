import { kubectl, type Target } from './observe.ts';

/** One object of the cluster, as it is told from every other. */
export type Item = { apiVersion: string; kind: string; namespace: string; name: string; uid: string; generation: string };

const fields = ['.apiVersion', '.kind', '.metadata.namespace', '.metadata.name', '.metadata.uid', '.metadata.generation'];
const row = [...fields, '.metadata.ownerReferences[*].uid', '.metadata.labels.app\\.kubernetes\\.io/managed-by']
  .map((field) => `{${field}}`)
  .join('{"\\t"}');

/** What the cluster makes and takes away by itself, with what it belongs to. */
const ofControllers = new Set([
  ...['Event', 'Lease', 'Endpoints', 'EndpointSlice', 'IPAddress', 'APIService', 'CertificateSigningRequest'],
  ...['Node', 'CSINode', 'VolumeAttachment', 'CiliumEndpoint', 'CiliumIdentity'],
]);
const inEachNamespace = new Set(['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt', 'ConfigMap/istio-ca-root-cert']);

/** Every object of the cluster that somebody made, in whatever namespace and of whatever kind the API serves and lets remove. */
export async function inventory(target: Target): Promise<Item[]> {
  const served = await kubectl(target, ['api-resources', '--verbs=list,delete', '--output', 'name', '--cached=false']);
  const kinds = served.split('\n').filter(Boolean).join(',');
  const table = await kubectl(target, [
    'get',
    kinds,
    '--all-namespaces',
    '--output',
    `jsonpath={range .items[*]}${row}{"\\n"}{end}`,
  ]);
  return table
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      const [apiVersion = '', kind = '', namespace = '', name = '', uid = '', generation = '', owners = '', manager] =
        line.split('\t');
      const isMade =
        !ofControllers.has(kind) && owners === '' && !inEachNamespace.has(`${kind}/${name}`) && manager !== 'meshproof';
      return isMade ? [{ apiVersion, kind, namespace, name, uid, generation }] : [];
    });
}

export const nameOf = ({ kind, namespace, name }: Item): string => `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;

/** As kubectl takes it where two groups have kinds of one name: `Deployment.v1.apps/web`. */
export function argumentOf({ apiVersion, kind, name }: Item): string {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return `${kind}.${version}.${group}/${name}`;
}

/** What came, what went, and what was changed, between two inventories. Objects that have no generation count as unchanged. */
export function compare(before: readonly Item[], now: readonly Item[]): Record<'added' | 'removed' | 'changed', Item[]> {
  const was = new Map(before.map((item) => [item.uid, item]));
  const is = new Set(now.map(({ uid }) => uid));
  return {
    added: now.filter(({ uid }) => !was.has(uid)),
    removed: before.filter(({ uid }) => !is.has(uid)),
    changed: now.filter(({ uid, generation }) => was.has(uid) && was.get(uid)?.generation !== generation),
  };
}
