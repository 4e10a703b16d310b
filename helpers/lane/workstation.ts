import type { KubeConfig } from '@kubernetes/client-node';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs } from '../kube/bounds.ts';
import { connection } from '../kube/connection.ts';
import { runFolder } from '../settings.ts';
import { userOf } from '../../cluster/records/rights.ts';
import { readerAccount, readersToken } from './readersRights.ts';

/** Where a reader types: a kubeconfig of the lane's namespace. */
export interface Workstation {
  /** In a folder of the lane's name. */
  kubeconfig: string;
  /** Ends the reader's commands. */
  signal?: AbortSignal;
  /** Takes what has to be done when the claim has ended. */
  atEnd?: (undo: () => Promise<void>) => void;
  /** In a cluster that is not ours: who the reader is there, with no rights to change anything outside of the lane. */
  limited?: { user: string; lane: string };
}

type Context = { name: string; context: { cluster: string; user: string; namespace?: string } };
type Exported = { contexts: Context[]; clusters: { name: string }[]; users: unknown[] };

/**
 * The kubeconfig of one context with the lane's namespace, for commands that name none. With a token it holds that alone:
 * whatever a command does, it does not have the run's own credentials.
 */
export function kubeconfigOf(
  config: Pick<KubeConfig, 'exportConfig'>,
  context: string,
  namespace: string,
  token?: string,
): string {
  const exported = JSON.parse(config.exportConfig()) as Exported;
  const contexts = exported.contexts.map((one) =>
    one.name === context ? { ...one, context: { ...one.context, namespace } } : one,
  );
  const current = contexts.find((one) => one.name === context);
  if (!token || !current) return JSON.stringify({ ...exported, contexts, 'current-context': context });
  return JSON.stringify({
    ...exported,
    contexts: [{ name: context, context: { ...current.context, user: 'reader' } }],
    clusters: exported.clusters.filter(({ name }) => name === current.context.cluster),
    users: [{ name: 'reader', user: { token } }],
    'current-context': context,
  });
}

/** Where the cluster is not ours, the lane has been opened to its reader. */
export async function workstation(lane: string): Promise<Workstation> {
  const { config, cluster } = await connection();
  const folder = join(runFolder(), lane);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kubeconfig = join(folder, 'kubeconfig');
  const reader = (await isOurs()) ? undefined : readerAccount();
  const token = reader && (await readersToken(reader));
  writeFileSync(kubeconfig, kubeconfigOf(config, cluster.context, lane, token), { mode: 0o600 });
  return { kubeconfig, ...(reader && { limited: { user: userOf(reader), lane } }) };
}
