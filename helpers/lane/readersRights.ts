import { z } from 'zod';
import { rights, tokenPath, userOf } from '../../cluster/records/rights.ts';
import { InfrastructureError, UsageError } from '../errors.ts';
import { excerpt } from '../evidence/shortened.ts';
import { api } from '../kube/http.ts';
import { create, type Manifest } from '../kube/objects.ts';
import { marks } from '../kube/marks.ts';
import { times } from '../times.ts';
import { until } from '../waiting.ts';

const rbac = 'rbac.authorization.k8s.io';
/** Longer than any run; a cluster may give less, and each spec file asks anew. */
const tokenSeconds = 6 * 3600;

/**
 * Who reads in the lanes of this worker, in a cluster that is not ours: of two lanes side by side neither reader may change the other's.
 *
 * @throws {UsageError} where there are more lanes side by side than readers
 */
export function readerAccount({ VITEST_POOL_ID = '1' }: NodeJS.ProcessEnv = process.env): string {
  const account = rights.readers[Number(VITEST_POOL_ID) - 1];
  if (account) return account;
  throw new UsageError(
    `Lane ${VITEST_POOL_ID} has no reader: ${rights.manifest} makes ${rights.readers.length}. Use LANES=${rights.readers.length} or less.`,
  );
}

/** The lane's rights in one of its namespaces, for the run and for the lane's reader. */
export function bindingIn(namespace: string, reader: string): Manifest {
  return {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name: rights.laneRole, namespace, labels: marks() },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: rights.laneRole },
    subjects: [rights.runner, reader].map((name) => ({ kind: 'ServiceAccount', name, namespace: rights.namespace })),
  };
}

/** Opens a namespace that this run has made to the run and to the lane's reader, and waits until the API server goes by it. */
export async function admit(namespace: string): Promise<void> {
  const reader = readerAccount();
  await create(bindingIn(namespace, reader));
  await Promise.all([rights.runner, reader].map((account) => allowed(account, namespace)));
}

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

async function allowed(account: string, namespace: string): Promise<void> {
  const resourceAttributes = { namespace, verb: 'create', resource: 'pods' };
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${rights.namespace}`, 'system:authenticated'];
  await until(`the rights of ${account} in ${namespace}`, times.rights, async () => {
    const review = await post('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user: userOf(account), groups, resourceAttributes },
    });
    return reviewSchema.parse(review).status.allowed || 'the API server does not allow it yet';
  });
}

const tokenSchema = z.object({ status: z.object({ token: z.string() }) });

/** A token of a reader, for the kubeconfig of a lane. */
export async function readersToken(account: string): Promise<string> {
  const request = await post(tokenPath(account), {
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
