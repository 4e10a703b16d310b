import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownLabel } from '../../../host/engine.ts';
import { InfrastructureError } from '../../../host/errors.ts';
import { nodeNames, podRange, serviceRange } from '../../kind/config.ts';
import type { Api } from '../../../kube/api.ts';
import type { Lab } from '../../../records/session.ts';
import { checkout, checkoutKey } from '../../../host/names.ts';
import { poll } from '../../../host/poll.ts';
import type { Runner } from '../../../host/runner.ts';
import { freeSubnet, usedSubnets } from './subnet.ts';

/**
 * Creates the cluster's network: internal, so that nothing in the cluster can reach out, on a subnet of its own.
 * Another checkout may take the same subnet at the same moment; Podman then refuses, and the next one is tried.
 *
 * @returns the subnet
 */
export async function createNetwork({ runner, name, folder }: Lab): Promise<string> {
  const refused: string[] = [];
  const seed = Number.parseInt(checkoutKey(name).slice(0, 2), 16);
  for (;;) {
    const subnet = freeSubnet([...(await usedSubnets(runner)), ...refused], seed);
    const labels = ['--label', ownLabel, '--label', `meshproof.checkout=${checkout}`, '--label', `meshproof.folder=${folder}`];
    try {
      await runner.run('podman', ['network', 'create', '--internal', '--subnet', subnet, ...labels, name], { onAbort: 'finish' });
      return subnet;
    } catch (error) {
      if (!(error instanceof InfrastructureError) || !/already (being )?used|overlap/.test(error.message)) throw error;
      refused.push(subnet);
    }
  }
}

export type NodeAddress = { name: string; podRange: string; address: string };

/** Every node with its pod range and address, as soon as the control plane has assigned them. */
export async function nodeAddresses(runner: Runner, api: () => Promise<Api>, cluster: string): Promise<NodeAddress[]> {
  const dry = nodeNames(cluster).map((name) => ({ name, podRange: `<pod range of ${name}>`, address: `<address of ${name}>` }));
  let found: NodeAddress[] = [];
  const look = async () => {
    const { items } = await (await api()).core.listNode();
    found = items.flatMap(({ metadata, spec, status }) => {
      const address = status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
      return metadata?.name && spec?.podCIDR && address ? [{ name: metadata.name, podRange: spec.podCIDR, address }] : [];
    });
    return { done: found.length >= dry.length, says: `${found.length} of ${dry.length} nodes have a pod range` };
  };
  return runner.act(
    'wait until every node has a pod range (≤ 60 s)',
    async () => {
      await poll(look, { what: 'the nodes’ pod ranges', timeoutMs: 60_000, signal: runner.signal });
      return found;
    },
    dry,
  );
}

/**
 * Tells every node the registry's address. Podman's name server is silent for a moment whenever a network comes or goes, and each pull would
 * ask it.
 */
export async function nameRegistry(runner: Runner, address: string, nodes: readonly NodeAddress[]): Promise<void> {
  const line = `echo '${address} registry' >>/etc/hosts`;
  await Promise.all(nodes.map(({ name }) => runner.run('podman', ['exec', name, 'sh', '-c', line])));
}

/** Gives every node its routes and its pod network. */
export async function connectNodes(runner: Runner, nodes: readonly NodeAddress[]): Promise<void> {
  const script = await readFile(join(import.meta.dirname, 'node-network.sh'), 'utf8');
  await Promise.all(
    nodes.map(({ name, podRange: range }) => {
      const others = nodes.filter((other) => other.name !== name).flatMap((other) => [other.podRange, other.address]);
      const args = ['exec', '--interactive', name, 'bash', '-s', '--', range, podRange, serviceRange, ...others];
      return runner.run('podman', args, { input: runner.dry ? '# cluster/providers/embedded/podman/node-network.sh' : script });
    }),
  );
}
