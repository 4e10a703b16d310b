import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkout } from '../../host/names.ts';
import { yamlValues } from '../../host/yaml.ts';
import type { Ask } from '../../kube/ask.ts';
import { rights } from '../../records/rights.ts';
import { type Check, check } from '../check.ts';

type Right = { verb: string; group?: string; resource: string; subresource?: string; name?: string; namespace?: string };

/** What is asked for one by one, so that each that is missing is named. */
const wanted: Right[] = [
  ...['create', 'patch', 'delete'].map((verb) => ({ verb, resource: 'namespaces' })),
  { verb: 'create', group: 'rbac.authorization.k8s.io', resource: 'rolebindings' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles', name: rights.laneRole },
  { verb: 'create', group: 'authorization.k8s.io', resource: 'subjectaccessreviews' },
  ...['namespaces', 'nodes', 'pods', 'services', 'configmaps', 'events'].map((resource) => ({ verb: 'list', resource })),
  { verb: 'get', resource: 'pods', subresource: 'log' },
  { verb: 'list', group: 'apps', resource: 'deployments' },
  { verb: 'list', group: 'discovery.k8s.io', resource: 'endpointslices' },
  { verb: 'list', group: 'networking.k8s.io', resource: 'networkpolicies' },
  { verb: 'list', group: 'security.istio.io', resource: 'peerauthentications' },
  ...rights.readers.map((name) => ({
    verb: 'create',
    resource: 'serviceaccounts',
    subresource: 'token',
    name,
    namespace: rights.namespace,
  })),
];

const remedy = `An administrator applies ${rights.manifest} again: kubectl apply --filename ${rights.manifest}`;

const inWords = ({ verb, group, resource, subresource, name }: Right) =>
  `${verb} ${resource}${subresource ? `/${subresource}` : ''}${group ? `.${group}` : ''}${name ? ` ${name}` : ''}`;

/** Every right that our account lacks (SelfSubjectAccessReview), and whether the policies act that end the others at our lanes. */
export async function rightsChecks(ask: Ask): Promise<Check[]> {
  const held = await Promise.all(wanted.map((right) => may(ask, right)));
  const missing = wanted.filter((_, index) => !held[index]).map(inWords);
  const found = missing.length ? `missing: ${missing.join(', ')}` : `all ${wanted.length} asked for are there`;
  return [
    check('rights', missing.length ? 'fail' : 'ok', found, remedy),
    ...(await Promise.all([manifestCheck(ask), boundsCheck(ask)])),
  ];
}

export async function may(ask: Ask, resourceAttributes: Right): Promise<boolean> {
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
  const { body } = await ask('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { method: 'POST', body: review });
  return body?.status?.allowed === true;
}

const paths: Record<string, string> = {
  ClusterRole: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  ValidatingAdmissionPolicy: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings',
};

/** What of an object says what it allows; the API server fills in the rest. */
const meaning = ({ rules, spec }: any): unknown => [
  rules,
  spec?.validations?.map(({ expression }: any) => expression),
  spec?.matchConditions?.map(({ expression }: any) => expression),
  spec?.variables,
  spec?.validationActions,
];

async function manifestCheck(ask: Ask): Promise<Check> {
  const text = await readFile(join(checkout, rights.manifest), 'utf8');
  const objects = yamlValues(text, 'existing-rights.yaml') as { kind: string; metadata: { name: string } }[];
  const differing = await Promise.all(
    objects
      .filter(({ kind }) => paths[kind])
      .map(async (object) => {
        const { status, body } = await ask(`${paths[object.kind]}/${object.metadata.name}`);
        const same = status === 200 && isDeepStrictEqual(plain(meaning(body)), plain(meaning(object)));
        return same ? [] : [`${object.kind} ${object.metadata.name} (${status === 200 ? 'reads otherwise' : status})`];
      }),
  );
  const off = differing.flat();
  return check(
    'rights manifest',
    off.length ? 'fail' : 'ok',
    off.length ? off.join(', ') : 'applied as this checkout has it',
    remedy,
  );
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A dry run outside of any lane, of what RBAC alone would allow. */
async function boundsCheck(ask: Ask): Promise<Check> {
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
  const found = refused
    ? 'a write outside of lanes is refused (dry run in default)'
    : `a write in default is answered ${status} ${message}`;
  return check('bounds', refused ? 'ok' : 'fail', found, remedy);
}
