import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { lanePrefix } from '../../cluster/records/marks.ts';
import { InfrastructureError, messageOf, NotApplicable } from '../errors.ts';
import { isOurs } from '../kube/bounds.ts';
import { exec } from '../kube/exec.ts';
import { apply, read, type Manifest } from '../kube/objects.ts';
import { jsonIn } from '../json.ts';
import { createNamespace, removeNamespace } from '../lane/namespace.ts';
import { admit } from '../lane/readersRights.ts';
import { times } from '../times.ts';
import { until } from '../waiting.ts';
import { envoyVersion, type ProxyAnswer, running } from './measured.ts';

/** Istio's injector fills in its own proxy: a pod of it alone needs no other image. */
const pod = (namespace: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'proxy',
    namespace,
    labels: { 'sidecar.istio.io/inject': 'true' },
    annotations: { 'inject.istio.io/templates': 'gateway' },
  },
  spec: {
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    containers: [{ name: 'istio-proxy', image: 'auto', imagePullPolicy: 'IfNotPresent' }],
  },
});

/** Envoy's /server_info; the agent writes its own version into the node's metadata. */
const serverInfo = z.object({
  version: z.string(),
  node: z.object({ metadata: z.object({ ISTIO_VERSION: z.string().optional() }).optional() }).optional(),
});

/** @returns undefined where the text is no such answer */
export function readServerInfo(text: string): Pick<ProxyAnswer, 'envoy' | 'agent'> | undefined {
  const { data } = serverInfo.safeParse(jsonIn(text));
  return data && { envoy: envoyVersion(data.version), agent: data.node?.metadata?.ISTIO_VERSION };
}

/**
 * What a proxy of this mesh says of itself: one is made in a lane of its own, asked, and removed.
 *
 * @returns undefined, after saying why, where none comes to answer, or none may be made
 */
export async function askProxy(): Promise<ProxyAnswer | undefined> {
  const namespace = `${lanePrefix}${randomBytes(3).toString('hex')}`;
  try {
    await createNamespace(namespace, true);
    await using made = new AsyncDisposableStack();
    made.defer(() => removeNamespace(namespace));
    if (!(await isOurs())) await admit(namespace);
    const { spec } = await apply(pod(namespace));
    if (spec?.containers?.[0]?.image === 'auto') throw new InfrastructureError('pods get no proxy');
    return await answerOf(namespace);
  } catch (error) {
    if (!(error instanceof InfrastructureError || error instanceof NotApplicable)) throw error;
    process.stdout.write(forTerminal(`the proxy’s version is unknown: ${messageOf(error)}\n`));
    return undefined;
  }
}

async function answerOf(namespace: string): Promise<ProxyAnswer> {
  const at = { namespace, pod: 'proxy', container: 'istio-proxy' };
  let answer: ProxyAnswer | undefined;
  await until('a proxy’s answer', times.podReady, async () => {
    const [seen] = running([(await read('v1', 'Pod', namespace, at.pod)) ?? {}], at.container);
    if (!seen) return 'its container does not run';
    const { exit, stdout, stderr } = await exec(at, ['pilot-agent', 'request', 'GET', 'server_info'], { reads: true });
    const info = readServerInfo(stdout.toString());
    if (exit !== 0 || !info) return stderr.trim() || 'its answer cannot be read';
    answer = { ...info, digest: seen.digest };
    return true;
  });
  return answer as ProxyAnswer;
}
