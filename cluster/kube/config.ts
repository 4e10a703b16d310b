import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { UsageError } from '../host/errors.ts';

type Environment = Record<string, string | undefined>;
type Chosen = { context: string; /** kubeconfig of that context alone */ text: string };

const usage = 'PROVIDER=existing KUBECONFIG=<file> ALLOW_CONTEXT=<name of the context that may be used>';

/**
 * The context of KUBECONFIG that ALLOW_CONTEXT permits, cut out of its file so that no other cluster can be reached by
 * mistake later.
 *
 * @throws UsageError when a variable is missing, the file is broken, or its current context is another one
 */
export async function allowedContext({ KUBECONFIG, ALLOW_CONTEXT }: Environment): Promise<Chosen> {
  if (!KUBECONFIG) throw new UsageError('PROVIDER=existing needs KUBECONFIG, and it is not set.', { remedy: usage });
  if (!ALLOW_CONTEXT) throw new UsageError('PROVIDER=existing needs ALLOW_CONTEXT, and it is not set.', { remedy: usage });
  const config = await load(KUBECONFIG.split(delimiter).filter(Boolean));
  const current = config.getCurrentContext();
  if (current !== ALLOW_CONTEXT) {
    throw new UsageError(`ALLOW_CONTEXT is ${ALLOW_CONTEXT}, and the current context of KUBECONFIG is ${current || 'not set'}.`, {
      remedy: `kubectl config use-context ${ALLOW_CONTEXT}, or allow the other one.`,
    });
  }
  const context = config.getContextObject(current);
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (!context || !cluster || !user) {
    throw new UsageError(`KUBECONFIG is broken: context ${current} names a cluster or a user that it does not hold.`, {
      remedy: 'Check it with `kubectl config view`.',
    });
  }
  Object.assign(config, { contexts: [context], clusters: [cluster], users: [user] });
  return { context: current, text: config.exportConfig() };
}

async function load(files: readonly string[]) {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const merged = new KubeConfig();
  for (const [index, file] of files.entries()) {
    if (!existsSync(file)) throw new UsageError(`KUBECONFIG names ${file}, and there is no such file.`, { remedy: usage });
    const config = new KubeConfig();
    try {
      config.loadFromFile(file);
    } catch (cause) {
      const { message } = cause as Error;
      throw new UsageError(`KUBECONFIG is broken: ${file} cannot be read: ${message.split('\n')[0]}`, {
        cause,
        remedy: 'Check it with `kubectl config view`.',
      });
    }
    if (index === 0) Object.assign(merged, config);
    else merged.mergeConfig(config, true);
  }
  return merged;
}
