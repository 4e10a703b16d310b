import { readMade } from '../cluster/records/origin.ts';
import { clusterFolder, clusterName } from '../cluster/host/names.ts';
import { askedProvider } from '../cluster/providers/choose.ts';
import { providerNamed } from '../cluster/providers/index.ts';
import { UsageError } from './errors.ts';

/**
 * For what changes a cluster outside of namespaces that it creates.
 *
 * @throws {UsageError} where the cluster of this name is, or would be, one that is there already and not ours
 */
export function requireOwn(what: string, name = clusterName(), env: NodeJS.ProcessEnv = process.env): void {
  const provider = readMade(clusterFolder(name, env))?.provider ?? askedProvider(env);
  if (provider && !providerNamed(provider).capabilities.owned)
    throw new UsageError(
      `${what}, and a cluster of provider ${provider} is not ours: use PROVIDER=kind or embedded, and another CLUSTER_NAME.`,
    );
}
