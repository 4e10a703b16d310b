import { execa } from 'execa';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import { stateOf, type KubeObject } from './state.ts';
import type { State } from './schema.ts';

/** Where the reader’s kubectl goes; `namespace` stands for the document’s namespace default, in a cluster that is not ours. */
export type Target = { kubeconfig: string; bin: string; namespace?: string };

const workloads = 'deployments,pods,services,networkpolicies,serviceaccounts';
const meshKinds = ['peerauthentications', 'authorizationpolicies', 'destinationrules'];
// lanes of a suite that runs meanwhile are none of this reader's
const notOurs = ['--selector', 'app.kubernetes.io/managed-by!=meshproof'];

/** @throws InfrastructureError with kubectl's words */
export async function kubectl({ kubeconfig, bin }: Target, args: string[]): Promise<string> {
  const { stdout, exitCode, stderr } = await execa(join(bin, 'kubectl'), args, {
    env: { KUBECONFIG: kubeconfig },
    reject: false,
    timeout: 60_000,
  });
  if (exitCode === 0) return stdout;
  throw new InfrastructureError(
    `The cluster does not do as asked: kubectl ${args.slice(0, 3).join(' ').slice(0, 200)}: ${stderr}`,
  );
}

const items = (text: string): KubeObject[] => (JSON.parse(text) as { items: KubeObject[] }).items;

const named = (text: string): KubeObject[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [kind = '', name = ''] = line.split('/');
      return { kind: kind.split('.')[0] ?? kind, metadata: { name } };
    });

/**
 * Everything that a walk can change: the workloads and policies of namespace default, its labels, the mesh's own namespace,
 * and names of namespaces, webhooks and CRDs.
 */
export async function observe(target: Target): Promise<NonNullable<State>> {
  const { namespace: home = 'default' } = target;
  const [here, ns, system, wide] = await Promise.all([
    kubectl(target, ['--namespace', home, 'get', workloads, '--output', 'json']).then(items),
    kubectl(target, ['get', 'namespaces', '--output', 'json', ...notOurs]).then(items),
    kubectl(target, ['--namespace', 'istio-system', 'get', 'deployments', '--output', 'json']).then(items),
    kubectl(target, ['get', 'crds,mutatingwebhookconfigurations,validatingwebhookconfigurations', '--output', 'name']).then(
      named,
    ),
  ]);
  const known = meshKinds.filter((kind) => wide.some(({ metadata }) => metadata.name.startsWith(`${kind}.`)));
  const mesh =
    known.length === 0
      ? []
      : await Promise.all(
          [home, 'istio-system'].map((namespace) =>
            kubectl(target, ['--namespace', namespace, 'get', known.join(','), '--output', 'json']).then(items),
          ),
        );
  return stateOf([...here, ...ns, ...(await laneOf(target)), ...system, ...wide, ...mesh.flat()], home);
}

/** The namespace that stands for default has our own label, by which lanes are left out. */
async function laneOf(target: Target): Promise<KubeObject[]> {
  if (target.namespace === undefined) return [];
  const text = await kubectl(target, ['get', 'namespace', target.namespace, '--output', 'json']);
  return [JSON.parse(text) as KubeObject];
}

/** Name of the first pod with this label in namespace default, as `kubectl get pods` lists them. */
export async function firstPod(target: Target, label: string): Promise<string> {
  const args = ['--namespace', target.namespace ?? 'default', 'get', 'pods', '--selector', label, '--output', 'name'];
  const name = (await kubectl(target, args)).split('\n')[0]?.replace(/^pod\//, '');
  if (name) return name;
  throw new InfrastructureError(`No pod has the label ${label}: there is nothing to fill in for a placeholder.`);
}
