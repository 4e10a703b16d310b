import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { InfrastructureError } from '../../host/errors.ts';
import { checkout } from '../../host/names.ts';
import { yamlValues } from '../../host/yaml.ts';
import type { Ask } from '../../kube/ask.ts';
import { rights } from '../../records/rights.ts';

export const remedy = `An administrator applies ${rights.manifest} again: kubectl apply --filename ${rights.manifest}`;

/** Kinds that say what the suite may do and where that ends, as a manifest has them. */
type Saying = { kind: string; metadata: { name: string }; rules?: Rule[]; spec?: object };
type Rule = { resources?: string[]; resourceNames?: string[]; verbs: string[] };

const paths: Record<string, string> = {
  ClusterRole: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  ValidatingAdmissionPolicy: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings',
};

/** What of the manifest is not in the cluster as this checkout has it: a name and why for each. */
export async function differing(ask: Ask): Promise<string[]> {
  const text = await readFile(join(checkout, rights.manifest), 'utf8');
  const saying = (yamlValues(text, 'existing-rights.yaml') as Saying[]).filter(({ kind }) => paths[kind]);
  const found = await Promise.all(
    saying.map(async (wanted) => {
      const { status, body } = await ask(`${paths[wanted.kind]}/${wanted.metadata.name}`);
      return status === 200 && says(body, wanted) ? [] : [`${named(wanted)} (${status === 200 ? 'reads otherwise' : status})`];
    }),
  );
  return found.flat();
}

const named = ({ kind, metadata }: Saying) => `${kind} ${metadata.name}`;

/** Whether an object says what is wanted, and nothing that takes away from it. The API server fills in the rest. */
function says({ rules, spec }: Saying, wanted: Saying): boolean {
  const same = isDeepStrictEqual(rules?.map(withoutOwnPlaces), wanted.rules?.map(withoutOwnPlaces));
  const given = (rules ?? []).flatMap(placesOf);
  return same && (wanted.rules ?? []).flatMap(placesOf).every((one) => given.includes(one)) && covers(wanted.spec, spec);
}

/** Where Prometheus and Kiali are is the administrator's to say: places may be added to those of the manifest. */
const isOfPlaces = ({ resources }: Rule) => resources?.includes('services/proxy') ?? false;
const placesOf = (rule: Rule) => (isOfPlaces(rule) ? (rule.resourceNames ?? []) : []);
const withoutOwnPlaces = (rule: Rule) => (isOfPlaces(rule) ? { ...rule, resourceNames: [] } : rule);

/** Fields that narrow a policy or its binding; the API server fills them in empty. */
const narrowing = [
  'matchConditions',
  'matchResources',
  'excludeResourceRules',
  'namespaceSelector',
  'objectSelector',
  'paramKind',
  'paramRef',
];

function covers(wanted: unknown, is: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === is;
  if (typeof is !== 'object' || is === null) return false;
  if (Array.isArray(wanted))
    return Array.isArray(is) && is.length === wanted.length && wanted.every((one, index) => covers(one, is[index]));
  const [some, all] = [wanted as Record<string, unknown>, is as Record<string, unknown>];
  const narrowed = narrowing.some((field) => !(field in some) && Object.keys(all[field] ?? {}).length > 0);
  return !narrowed && Object.entries(some).every(([field, value]) => covers(value, all[field]));
}

/** How the API server answers a dry run outside of any lane, of what RBAC alone would allow. */
export async function outside(ask: Ask): Promise<{ refused: boolean; says: string }> {
  const rbac = 'rbac.authorization.k8s.io';
  const binding = {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'meshproof-doctor' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: rights.laneRole },
    subjects: [{ kind: 'ServiceAccount', name: rights.runner, namespace: rights.namespace }],
  };
  const path = `/apis/${rbac}/v1/namespaces/default/rolebindings?dryRun=All`;
  const { status, body } = await ask(path, { method: 'POST', body: binding });
  const message = String(body?.message ?? '');
  const refused = status >= 400 && message.includes(rights.policy);
  return {
    refused,
    says: refused
      ? 'a write outside of lanes is refused (dry run in default)'
      : `a write in default is answered ${status} ${message}`.trimEnd(),
  };
}

/**
 * Rights that the API server does not end are no bounds: nothing is made before it is seen to.
 *
 * @throws InfrastructureError where the policies are missing, read otherwise, or do not act
 */
export async function requireBounds(context: string, ask: Ask): Promise<void> {
  const [off, { refused, says }] = await Promise.all([differing(ask), outside(ask)]);
  if (off.length === 0 && refused) return;
  const why = [...off, ...(refused ? [] : [says])].join(', ');
  throw new InfrastructureError(`The API server of context ${context} does not end the suite’s rights at its lanes: ${why}.`, {
    remedy,
  });
}
