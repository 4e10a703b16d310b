import type { AppsV1Api, CoreV1Api, DiscoveryV1Api } from '@kubernetes/client-node';
import type { Runner } from '../host/runner.ts';

export type Api = { core: CoreV1Api; apps: AppsV1Api; discovery: DiscoveryV1Api };

/** Where a cluster answers: a kubeconfig file and the context in it, and the folder with kubectl and istioctl. */
export type Target = { kubeconfig: string; context: string; bin: string };

/** API clients for a target. Loaded late: the library costs most of a second, which a usage error need not wait for. */
export async function openApi({ kubeconfig, context }: Pick<Target, 'kubeconfig' | 'context'>): Promise<Api> {
  const { AppsV1Api, CoreV1Api, DiscoveryV1Api, KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  return {
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    discovery: config.makeApiClient(DiscoveryV1Api),
  };
}

/** Runs kubectl against a target. `input` is given to it on standard input. */
export function kubectl(
  runner: Runner,
  target: Target,
  args: string[],
  options: { input?: string; dry?: string } = {},
): Promise<string> {
  const where = ['--kubeconfig', target.kubeconfig, '--context', target.context];
  return runner.run(`${target.bin}/kubectl`, [...where, ...args], options);
}
