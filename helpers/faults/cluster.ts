import { readFileSync } from 'node:fs';
import { createLab, type Lab } from '../../cluster/records/session.ts';
import { liveRunner } from '../../cluster/host/runner.ts';
import { poll } from '../../cluster/host/poll.ts';
import { Progress } from '../../cluster/host/progress.ts';
import { openApi } from '../../cluster/kube/api.ts';
import { openAsk } from '../../cluster/kube/ask.ts';
import { all, nodesReady, podsReady } from '../../cluster/kube/ready.ts';
import { podman } from '../../cluster/providers/embedded/podman/containers-conf.ts';
import { nodeNames } from '../../cluster/providers/kind/config.ts';
import { readMade } from '../../cluster/records/origin.ts';
import { readCluster, type Cluster } from '../../cluster/records/state.ts';
import { InfrastructureError } from '../errors.ts';
import { NotDone, type Ground } from './stage.ts';

/** The lab of this checkout, whose commands Ctrl-C does not end: what a fault did has to be taken back. */
function lab(): Lab {
  const made = createLab(new Progress(0));
  return { ...made, runner: liveRunner(new AbortController().signal) };
}

/** @throws {InfrastructureError} where none stands */
export function standingCluster(): Cluster {
  const cluster = readCluster();
  if (cluster) return cluster;
  throw new InfrastructureError('There is no cluster of this checkout.', { remedy: 'Run `make kind-up` first.' });
}

/** Where faults are done, as it stands now. */
export function groundOf(cluster: Cluster): Ground {
  const { engine } = readMade(lab().folder) ?? {};
  if (!engine)
    throw new InfrastructureError(`It is not known which container engine holds cluster ${cluster.name}.`, {
      remedy: 'Run `make kind-down`, then try again.',
    });
  const [, server = ''] = /^\s*server: (\S+)$/m.exec(readFileSync(cluster.kubeconfig, 'utf8')) ?? [];
  return { runner: podman(lab()), engine, nodes: nodeNames(cluster.name), server: new URL(server) };
}

/** Milliseconds in which a cluster comes back: a kubelet waits up to five minutes before it starts a program again that was killed. */
const comingBack = 6 * 60_000;

/** @throws {NotDone} where not all nodes and pods of the cluster are Ready again in time */
export async function comesBack(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const look = async () => {
    const api = await openApi(cluster);
    return all(nodesReady(api, nodeNames(cluster.name).length), podsReady(api, ['kube-system', 'istio-system']));
  };
  await poll(look, { what: 'the cluster to come back', timeoutMs: comingBack, everyMs: 1_000, signal }).catch(
    (cause: unknown) => {
      if (cause instanceof InfrastructureError) throw new NotDone(cause.message, { cause });
      throw cause;
    },
  );
}

/** The uid of namespace kube-system, which stands for the cluster. */
export async function clusterUid(cluster: Cluster): Promise<string> {
  const { status, body } = await (await openAsk(cluster))('/api/v1/namespaces/kube-system');
  const uid: unknown = body?.metadata?.uid;
  if (status === 200 && typeof uid === 'string') return uid;
  throw new InfrastructureError(`The API server answered ${status} when it was asked for namespace kube-system.`);
}
