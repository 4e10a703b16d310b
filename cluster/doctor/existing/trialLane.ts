import { randomBytes } from 'node:crypto';
import { poll } from '../../host/poll.ts';
import { owner, ownerLabel } from '../../host/names.ts';
import type { Answer, Ask } from '../../kube/ask.ts';
import { injectionLabel } from '../../records/injection.ts';
import { lanePrefix, nameLabel, runLabel } from '../../records/marks.ts';
import { rights } from '../../records/rights.ts';
import { type Check, check } from '../check.ts';
import { imageCheck } from './images.ts';
import { may } from './rights.ts';

/** Its lane can be found and removed as a run's: make clean-run RUN=doctor. */
const mark = 'doctor';

/** A pod as captures need it: a container that runs as root with the right to listen. Its image is never pulled. */
const pod = {
  metadata: { name: 'trial' },
  spec: {
    containers: [
      { name: 'trial', image: 'trial', securityContext: { runAsUser: 0, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } } },
    ],
  },
};

/** What a pod in a lane meets: said by the API server for a pod that is never made. */
export function podCheck({ status, body }: Answer, [label, value] = injectionLabel({})): Check[] {
  const message = String(body?.message ?? status);
  const names = [...(body?.spec?.containers ?? []), ...(body?.spec?.initContainers ?? [])].map(
    ({ name }: { name: string }) => name,
  );
  const refused = (name: string, word: string, good: string, remedy: string) =>
    check(name, message.includes(word) ? 'fail' : 'ok', message.includes(word) ? message : good, remedy);
  if (status >= 300)
    return [
      refused(
        'Pod Security',
        'violates PodSecurity',
        'not what refused a pod',
        'Exempt namespaces mp-lane-*, or have them labelled pod-security.kubernetes.io/enforce=privileged.',
      ),
      refused('quota', 'quota', 'not what refused a pod', 'Give namespaces mp-lane-* a quota of 20 pods, or none.'),
      check('pods', 'fail', `a pod in a lane is refused: ${message}`, 'See what refused it: no claim can make a pod.'),
    ];
  return [
    check('Pod Security', 'ok', 'a pod may run as root with NET_ADMIN'),
    check(
      'injection',
      names.includes('istio-proxy') ? 'ok' : 'fail',
      names.includes('istio-proxy') ? 'a pod gets a sidecar' : `a pod of a namespace with ${label}=${value} gets no sidecar`,
      'Name the revision that injects (REVISION=<revision>), or let it inject by the usual label: istioctl tag set default.',
    ),
  ];
}

/** What is in a namespace as soon as it is there: whoever put it there limits what a claim can do. */
export function limitChecks(quotas: readonly string[], limits: readonly string[], policies: readonly string[]): Check[] {
  const row = (name: string, found: readonly string[], what: string) =>
    check(
      name,
      found.length ? 'warn' : 'ok',
      found.length ? `${what} ${found.join(', ')}` : `no ${what} in a new namespace`,
      'Somebody puts it into each new namespace: keep it out of mp-lane-*, or expect claims that cannot be measured.',
    );
  return [
    row('quotas', quotas, 'ResourceQuota'),
    row('limits', limits, 'LimitRange'),
    row('policies', policies, 'NetworkPolicy'),
  ];
}

/** Makes a lane, asks in it, sees in a pod of their own whether images can be had, and removes it again. */
export async function trialLane(
  ask: Ask,
  signal: AbortSignal,
  { label = injectionLabel({}), images = [] }: { label?: [name: string, value: string]; images?: readonly string[] } = {},
): Promise<Check[]> {
  const name = `${lanePrefix}${randomBytes(3).toString('hex')}`;
  const marks = { [ownerLabel]: owner, [runLabel]: mark, [nameLabel]: mark, 'app.kubernetes.io/managed-by': 'meshproof' };
  const metadata = { name, labels: { ...marks, ...Object.fromEntries([label]) } };
  const made = await ask('/api/v1/namespaces', { method: 'POST', body: { apiVersion: 'v1', kind: 'Namespace', metadata } });
  if (made.status !== 201)
    return [
      check(
        'trial lane',
        'fail',
        `namespace ${name} was refused: ${made.status} ${made.body?.message ?? ''}`,
        'No claim can be run.',
      ),
    ];
  try {
    await open(ask, name, signal);
    const base = `/api/v1/namespaces/${name}`;
    const named = async (path: string) => ((await ask(path)).body?.items ?? []).map(({ metadata }: any) => String(metadata.name));
    const [tried, ...found] = await Promise.all([
      ask(`${base}/pods?dryRun=All`, { method: 'POST', body: { apiVersion: 'v1', kind: 'Pod', ...pod } }),
      named(`${base}/resourcequotas`),
      named(`${base}/limitranges`),
      named(`/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies`),
    ]);
    const had = images.length && tried.status < 300 ? [await imageCheck(ask, name, images, signal)] : [];
    return [...podCheck(tried, label), ...limitChecks(...found), ...had];
  } finally {
    await ask(`/api/v1/namespaces/${name}`, { method: 'DELETE', body: { preconditions: { uid: made.body.metadata.uid } } });
  }
}

/** Waits until pods can be made there: the account of pods, and our own right. */
async function open(ask: Ask, namespace: string, signal: AbortSignal): Promise<void> {
  const rbac = 'rbac.authorization.k8s.io';
  const subjects = [{ kind: 'ServiceAccount', name: rights.runner, namespace: rights.namespace }];
  const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: rights.laneRole };
  const binding = { apiVersion: `${rbac}/v1`, kind: 'RoleBinding', metadata: { name: rights.laneRole }, roleRef, subjects };
  const look = async () => {
    const account = (await ask(`/api/v1/namespaces/${namespace}/serviceaccounts/default`)).status === 200;
    if (!account) return { done: false, says: 'no default service account yet' };
    // admission may not have heard of the namespace yet
    const bound = await ask(`/apis/${rbac}/v1/namespaces/${namespace}/rolebindings`, { method: 'POST', body: binding });
    if (![201, 409].includes(bound.status))
      return { done: false, says: `our rights are not bound: ${bound.body?.message ?? bound.status}` };
    return { done: await may(ask, { verb: 'create', resource: 'pods', namespace }), says: 'no right to make pods yet' };
  };
  await poll(look, { what: `rights in ${namespace}`, timeoutMs: 20_000, signal });
}
