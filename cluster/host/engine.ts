import type { Runner } from './runner.ts';
import { findTool } from './tools.ts';

export const engines = ['docker', 'podman'] as const;
export type EngineName = (typeof engines)[number];

export type Container = { name: string; running: boolean };

/** What a cluster has in a container engine: nodes, registry, their volumes and their network. */
export type Holdings = { containers: Container[]; networks: string[]; volumes: string[] };

/** kind labels every node with its cluster's name. */
export const kindLabel = 'io.x-k8s.kind.cluster';
export const ownLabel = 'app.kubernetes.io/managed-by=meshproof';

/** Whether there is an engine to ask; one that isn't installed (yet) holds nothing. A dry run prints what it would ask. */
export const canAsk = (runner: Runner, engine: EngineName): boolean => runner.dry || findTool(engine) !== undefined;

/** Everything that the engine holds under a cluster's name, running or not. */
export async function holdings(runner: Runner, engine: EngineName, name: string): Promise<Holdings> {
  if (!canAsk(runner, engine)) return { containers: [], networks: [], volumes: [] };
  const [containers, networks, volumes] = await Promise.all([
    runner.run(engine, ['ps', '--all', '--filter', `name=^${name}-`, '--format', '{{.Names}}\t{{.State}}']),
    runner.run(engine, ['network', 'ls', '--filter', `name=^${name}$`, '--format', '{{.Name}}']),
    engine === 'podman' ? runner.run(engine, ['volume', 'ls', '--format', 'json']) : '',
  ]);
  const lines = (text: string) => text.split('\n').filter(Boolean);
  return {
    containers: lines(containers)
      .map((line) => line.split('\t'))
      .map(([container = '', state = '']) => ({ name: container, running: /^(running|up)/i.test(state) })),
    networks: lines(networks).filter((network) => network === name),
    volumes: nodeVolumes(volumes, name),
  };
}

/** kind labels each node's volume with the node's name as key; Docker's volumes are anonymous and go with their node. */
function nodeVolumes(json: string, name: string): string[] {
  const volumes = JSON.parse(json || '[]') as { Name: string; Labels?: Record<string, string> }[];
  return volumes
    .filter(({ Labels }) => Object.keys(Labels ?? {}).some((key) => key.startsWith(`${name}-`)))
    .map(({ Name }) => Name);
}

/** Removes what `holdings` found, containers first since they use the rest. */
export async function removeHoldings(
  runner: Runner,
  engine: EngineName,
  { containers, networks, volumes }: Holdings,
): Promise<void> {
  const now = engine === 'podman' ? ['--time', '0'] : [];
  if (containers.length) {
    await runner.run(engine, ['rm', '--force', '--volumes', ...now, ...containers.map(({ name }) => name)]);
  }
  await Promise.all([
    volumes.length ? runner.run(engine, ['volume', 'rm', '--force', ...volumes]) : '',
    networks.length ? runner.run(engine, ['network', 'rm', ...networks]) : '',
  ]);
}

export const nothingHeld = ({ containers, networks, volumes }: Holdings): boolean =>
  containers.length + networks.length + volumes.length === 0;

/** "4 containers, 3 volumes, 1 network" */
export function countHoldings({ containers, networks, volumes }: Holdings): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  return [count(containers.length, 'container'), count(volumes.length, 'volume'), count(networks.length, 'network')].join(', ');
}
