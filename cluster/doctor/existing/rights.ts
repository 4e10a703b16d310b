import type { Ask } from '../../kube/ask.ts';
import { differing, outside, remedy } from '../../providers/existing/bounds.ts';
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

async function manifestCheck(ask: Ask): Promise<Check> {
  const off = await differing(ask);
  return check(
    'rights manifest',
    off.length ? 'fail' : 'ok',
    off.length ? off.join(', ') : 'applied as this checkout has it',
    remedy,
  );
}

async function boundsCheck(ask: Ask): Promise<Check> {
  const { refused, says } = await outside(ask);
  return check('bounds', refused ? 'ok' : 'fail', says, remedy);
}
