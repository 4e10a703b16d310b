import { execa } from 'execa';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readMade } from '../../cluster/records/origin.ts';
import { checkout, clusterFolder, clusterName } from '../../cluster/host/names.ts';
import { readCluster } from '../../cluster/records/state.ts';
import { InfrastructureError, UsageError } from '../errors.ts';
import { requireOwn } from '../ownCluster.ts';
import { readersVariables } from '../readings/command/readersVariables.ts';
import { root } from '../root.ts';
import type { Ground } from './ground.ts';
import { laneGround } from './laneGround.ts';
import { observe, type Target } from './observe.ts';
import type { State } from './schema.ts';
import { lookBefore, tidy } from './tidy.ts';
import type { Workplace } from './courseFolder.ts';

const cli = (name: string, command: string) =>
  execa(process.execPath, ['cluster/cli.ts', command], {
    cwd: root,
    env: { CLUSTER_NAME: name },
    stdio: ['ignore', 2, 2],
    reject: false,
  });

function targetOf(name: string): Target | undefined {
  const cluster = readCluster(name);
  return cluster && { kubeconfig: cluster.kubeconfig, bin: cluster.bin };
}

const lookAt = (name: string) => async (): Promise<State> => {
  const target = targetOf(name);
  return target ? observe(target) : null;
};

/** @throws UsageError for a cluster of another checkout */
function refuseOfAnother(name: string): void {
  const made = readMade(clusterFolder(name));
  if (made && made.checkout !== checkout)
    throw new UsageError(
      `Cluster ${name} was made by another checkout: this one does not touch it. Choose another CLUSTER_NAME.`,
    );
}

/**
 * The cluster that stands. Its namespace default has to be empty, because a walk takes it over; in a cluster that is not ours a lane stands
 * for that namespace.
 *
 * @throws UsageError when there is none, when it is not of this checkout, or when the namespace is in use
 */
export async function standingGround(): Promise<Ground> {
  const name = clusterName();
  const target = targetOf(name);
  refuseOfAnother(name);
  if (!target || !readMade(clusterFolder(name)))
    throw new UsageError(`There is no cluster ${name} of this checkout. Run make kind-up first, or leave CLUSTER=standing out.`);
  if (!readCluster(name)?.capabilities.owned) return laneGround();
  const before = await lookBefore(target);
  const taken = Object.keys(before.state).filter(
    (object) =>
      /^[^/]+\/[^/]+$/.test(object) &&
      /^(?:Deployment|Pod|Service|\w+Policy|PeerAuthentication|DestinationRule)\//.test(object) &&
      object !== 'Service/kubernetes',
  );
  if (taken.length > 0)
    throw new UsageError(
      `Namespace default of cluster ${name} is in use (${taken.join(', ')}). A walk needs it empty: remove them.`,
    );
  return { name, own: false, target: () => target, look: lookAt(name), leave: () => tidy(target, before) };
}

/**
 * A cluster for this walk alone. The document's own `make kind-up` makes it, unless `up` asks for it beforehand. What an
 * interrupted walk left of it is removed first.
 */
export async function ownGround({ up, keep }: { up: boolean; keep: boolean }): Promise<Ground> {
  const name = `${clusterName()}-walk`;
  requireOwn('A walk makes a cluster of its own, unless CLUSTER=standing takes the one that stands', name);
  refuseOfAnother(name);
  if (readMade(clusterFolder(name))) await remove(name);
  if (up && (await cli(name, 'up')).exitCode !== 0)
    throw new InfrastructureError(`Cluster ${name} could not be made; see above.`);
  return {
    name,
    own: true,
    target: () => targetOf(name),
    look: lookAt(name),
    leave: async () => {
      if (!keep && readMade(clusterFolder(name))) await remove(name);
      return [];
    },
  };
}

/** Whoever holds the cluster's lock, a `make` that was just stopped, is given a minute to finish. */
async function remove(name: string): Promise<void> {
  for (const wait of [0, 5_000, 20_000, 35_000]) {
    await delay(wait);
    if ((await cli(name, 'down')).exitCode === 0) return;
  }
  throw new InfrastructureError(`Cluster ${name} could not be removed: run CLUSTER_NAME=${name} make kind-down.`);
}

/**
 * The reader's environment. While there is no cluster, KUBECONFIG names a file that does not exist, so that no command can reach another
 * cluster of this machine.
 */
export function readersEnvironment({ name, target, reader }: Ground, place: Workplace): Record<string, string> {
  const { PATH = '', ...rest } = readersVariables();
  const path = PATH.split(':')
    .filter((folder) => folder !== join(root, 'node_modules/.bin'))
    .join(':');
  const stands = target();
  return {
    ...rest,
    PATH: stands ? `${stands.bin}:${path}` : path,
    KUBECONFIG: stands?.kubeconfig ?? join(place.folder, 'kubeconfig'),
    CLUSTER_NAME: name,
    ...reader?.env,
    LANG: 'C.UTF-8',
    // `kubectl edit` opens an editor that changes nothing
    EDITOR: 'true',
    KUBE_EDITOR: 'true',
  };
}
