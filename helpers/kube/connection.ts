import { KubeConfig } from '@kubernetes/client-node';
import { readCluster } from '../../cluster/records/state.ts';
import { UsageError } from '../errors.ts';

export type Cluster = NonNullable<ReturnType<typeof readCluster>>;

export interface Connection {
  cluster: Cluster;
  config: KubeConfig;
}

let opened: Promise<Connection> | undefined;

/** The one cluster of this run. Only the context in its record is used, whatever the kubeconfig's current context is. */
export function connection(): Promise<Connection> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Connection> {
  const cluster = readCluster();
  if (!cluster)
    throw new UsageError('There is no cluster of this checkout: run `make kind-up` (or `make verify`, which does it for you).');
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
  if (!config.getContextObject(cluster.context)) {
    throw new UsageError(`${cluster.kubeconfig} has no context ${cluster.context}: run \`make kind-up\` again.`);
  }
  config.setCurrentContext(cluster.context);
  return { cluster, config };
}
