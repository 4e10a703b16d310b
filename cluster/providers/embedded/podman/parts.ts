import { join } from 'node:path';
import type { Artifacts } from '../build/build.ts';
import { kubectl, type Target } from '../../../kube/api.ts';
import type { Lab } from '../../../records/session.ts';

/**
 * Replaces kubeadm's Corefile, before the first CoreDNS pod has a network to start in. No resolver outside can be
 * reached, and nodes inherit a search domain of Podman's: without this a four-dot Service name takes 4 s.
 */
export async function useOwnCorefile({ runner }: Lab, target: Target, { manifests }: Artifacts): Promise<void> {
  const create = ['--namespace', 'kube-system', 'create', 'configmap', 'coredns', `--from-file=${join(manifests, 'Corefile')}`];
  const configMap = await kubectl(runner, target, [...create, '--dry-run=client', '--output=yaml'], { dry: '# that ConfigMap' });
  await kubectl(runner, target, ['replace', '--filename', '-'], { input: configMap });
  // A client asks for A and AAAA at once from one port. While both wait for a verdict on the policy queue, kube-proxy may send them to
  // different CoreDNS pods; conntrack then drops the second (insert_failed), and the client waits 5 s for its retry. One pod: no clash.
  await kubectl(runner, target, ['--namespace', 'kube-system', 'scale', 'deployment', 'coredns', '--replicas=1']);
}

/** Starts the NetworkPolicy engine on every node. The nodes' routes must be there: without them it backs off for 17 s. */
export async function startPolicyEngine({ runner }: Lab, target: Target, { manifests }: Artifacts): Promise<void> {
  await kubectl(runner, target, ['apply', '--filename', join(manifests, 'network-policies.yaml')]);
}
