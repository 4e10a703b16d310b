import { z } from 'zod';
import { InfrastructureError } from '../errors.ts';
import { excerpt } from '../evidence/shortened.ts';
import { api } from '../kube/http.ts';
import { create, type Manifest } from '../kube/objects.ts';
import { times } from '../times.ts';
import { until } from '../waiting.ts';
import { createOwn, marks } from './namespace.ts';

/** Who a reader is in a cluster that is not ours. */
export const account = 'meshproof-reader';
export const userOf = (namespace: string): string => `system:serviceaccount:${namespace}:${account}`;

const rbac = 'rbac.authorization.k8s.io';
const rbacVersion = `${rbac}/v1`;
const read = ['get', 'list', 'watch'];
/** Longer than any run; a cluster may give less, and each spec file asks anew. */
const tokenSeconds = 6 * 3600;

/**
 * What documents look at in the whole cluster. Not in it: Secrets, and what looks like reading and is not: `pods/exec` and
 * `nodes/proxy` start programs with the verb `get` alone. Services behind the API server's proxy are the two add-ons' only.
 */
const lookingRules = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'nodes',
      'pods',
      'pods/log',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
    verbs: read,
  },
  {
    apiGroups: [
      'admissionregistration.k8s.io',
      'apiextensions.k8s.io',
      'apps',
      'autoscaling',
      'batch',
      'discovery.k8s.io',
      'events.k8s.io',
      'extensions.istio.io',
      'gateway.networking.k8s.io',
      'metrics.k8s.io',
      'networking.istio.io',
      'networking.k8s.io',
      'policy',
      rbac,
      'security.istio.io',
      'telemetry.istio.io',
    ],
    resources: ['*'],
    verbs: read,
  },
  { apiGroups: [''], resources: ['services/proxy'], resourceNames: ['prometheus:9090', 'kiali:20001'], verbs: ['get'] },
  { nonResourceURLs: ['/', '/metrics', '/healthz', '/livez', '/readyz', '/version'], verbs: ['get'] },
];

const bindingOf = (kind: string, name: string, home: string) => ({
  roleRef: { apiGroup: rbac, kind, name },
  subjects: [{ kind: 'ServiceAccount', name: account, namespace: home }],
});

/** Everything in one of the lane's namespaces, the namespace itself included, and nothing outside. */
export function rightsIn(namespace: string, home: string): Manifest[] {
  const metadata = { name: account, namespace, labels: marks() };
  const everything = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  return [
    { apiVersion: rbacVersion, kind: 'Role', metadata, rules: everything },
    { apiVersion: rbacVersion, kind: 'RoleBinding', metadata, ...bindingOf('Role', account, home) },
  ];
}

/** Looking at the rest of the cluster; both objects go with the namespace that owns them. */
export function looking(home: Manifest): Manifest[] {
  const { name = '', uid } = home.metadata ?? {};
  const owned = { ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name, uid: uid as string }] };
  const metadata = { name: `${name}-reader`, labels: marks(), ...owned };
  return [
    { apiVersion: rbacVersion, kind: 'ClusterRole', metadata, rules: lookingRules },
    { apiVersion: rbacVersion, kind: 'ClusterRoleBinding', metadata, ...bindingOf('ClusterRole', `${name}-reader`, name) },
  ];
}

/** Makes the reader of a lane in its first namespace, and waits until the API server knows what the reader may do. */
export async function makeReader(home: Manifest): Promise<void> {
  const name = home.metadata?.name ?? '';
  await create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace: name, labels: marks() } });
  for (const object of looking(home)) await createOwn(object);
  await admit(name, name);
  await allowed(name, { verb: 'list', resource: 'nodes' });
}

/** Lets the reader of a lane do everything in a namespace of that lane. */
export async function admit(namespace: string, home: string): Promise<void> {
  for (const object of rightsIn(namespace, home)) await create(object);
  await allowed(home, { namespace, verb: '*', group: '*', resource: '*' });
}

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

async function allowed(home: string, resourceAttributes: Record<string, string>): Promise<void> {
  const spec = { user: userOf(home), groups: ['system:serviceaccounts', 'system:authenticated'], resourceAttributes };
  await until(`the rights of the reader of ${home}`, times.rights, async () => {
    const review = await post('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec,
    });
    return reviewSchema.parse(review).status.allowed || 'the API server does not allow it yet';
  });
}

const tokenSchema = z.object({ status: z.object({ token: z.string() }) });

/** A token of the reader, for its kubeconfig. */
export async function readersToken(home: string): Promise<string> {
  const request = await post(`/api/v1/namespaces/${home}/serviceaccounts/${account}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: tokenSeconds },
  });
  return tokenSchema.parse(request).status.token;
}

async function post(path: string, body: object): Promise<unknown> {
  const answer = await api(path, { method: 'POST', contentType: 'application/json', body: JSON.stringify(body) });
  if (answer.status >= 300)
    throw new InfrastructureError(`POST ${path} was refused: ${answer.status} ${excerpt(answer.body, 300)}`);
  return JSON.parse(answer.body);
}
