import { execa } from 'execa';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import { stateOf, type KubeObject } from './state.ts';
import type { State } from './schema.ts';

/** Where the reader's kubectl goes. */
export type Target = { kubeconfig: string; bin: string };

const workloads = 'deployments,pods,services,networkpolicies,serviceaccounts';
const meshKinds = ['peerauthentications', 'authorizationpolicies', 'destinationrules'];
// lanes of a suite that runs meanwhile are none of this reader's
const notOurs = ['--selector', 'app.kubernetes.io/managed-by!=meshproof'];

async function kubectl({ kubeconfig, bin }: Target, args: string[]): Promise<string> {
  const { stdout, exitCode, stderr } = await execa(join(bin, 'kubectl'), args, {
    env: { KUBECONFIG: kubeconfig },
    reject: false,
    timeout: 60_000,
  });
  if (exitCode === 0) return stdout;
  throw new InfrastructureError(`The state of the cluster cannot be read: kubectl ${args.slice(0, 3).join(' ')}: ${stderr}`);
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
  const [here, ns, system, wide] = await Promise.all([
    kubectl(target, ['--namespace', 'default', 'get', workloads, '--output', 'json']).then(items),
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
          ['default', 'istio-system'].map((namespace) =>
            kubectl(target, ['--namespace', namespace, 'get', known.join(','), '--output', 'json']).then(items),
          ),
        );
  return stateOf([...here, ...ns, ...system, ...wide, ...mesh.flat()]);
}

/** Name of the first pod with this label in namespace default, as `kubectl get pods` lists them. */
export async function firstPod(target: Target, label: string): Promise<string> {
  const args = ['--namespace', 'default', 'get', 'pods', '--selector', label, '--output', 'name'];
  const name = (await kubectl(target, args)).split('\n')[0]?.replace(/^pod\//, '');
  if (name) return name;
  throw new InfrastructureError(`No pod has the label ${label}: there is nothing to fill in for a placeholder.`);
}

/**
 * Removes what a walk leaves in namespace default of a cluster that stays: everything in it that was not there `before`,
 * and the labels it set.
 */
export async function tidy(target: Target, before: NonNullable<State>): Promise<void> {
  const now = await observe(target);
  const mine = Object.keys(now).filter((object) => !(object in before) && /^[^/]+\/[^/]+$/.test(object));
  const deletable = mine.filter((object) =>
    /^(Deployment|Service|Pod|NetworkPolicy|ServiceAccount|\w+Policy|PeerAuthentication|DestinationRule)\//.test(object),
  );
  if (deletable.length > 0) {
    await kubectl(target, [
      '--namespace',
      'default',
      'delete',
      ...deletable,
      '--ignore-not-found',
      '--wait=true',
      '--timeout=50s',
    ]);
  }
  const labels = (state: NonNullable<State>) => Object.keys(state['Namespace/default']?.labels ?? {});
  const added = labels(now).filter((label) => !labels(before).includes(label));
  if (added.length > 0) await kubectl(target, ['label', 'namespace', 'default', ...added.map((label) => `${label}-`)]);
  const left = Object.keys(await observe(target)).filter((object) => !(object in before) && deletable.includes(object));
  if (left.length > 0) throw new InfrastructureError(`Namespace default still has ${left.join(', ')}: remove it by hand.`);
}
