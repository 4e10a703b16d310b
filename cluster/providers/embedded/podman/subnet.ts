import { InfrastructureError } from '../../../host/errors.ts';
import type { Runner } from '../../../host/runner.ts';

type Range = { first: number; last: number };

const ownRange = '10.89';

/**
 * A /24 in 10.89.0.0/16 that overlaps nothing in use.
 *
 * @param used networks in CIDR notation: those of other container networks and of the host's routes
 * @param seed where to begin looking, so that two checkouts that choose at once seldom choose the same
 * @throws InfrastructureError when all 256 are taken
 */
export function freeSubnet(used: readonly string[], seed = 0): string {
  const taken = used.map(range);
  for (let step = 0; step < 256; step += 1) {
    const candidate = `${ownRange}.${(seed + step) % 256}.0/24`;
    const own = range(candidate);
    if (taken.every(({ first, last }) => last < own.first || first > own.last)) return candidate;
  }
  throw new InfrastructureError(`No /24 is free in ${ownRange}.0.0/16.`, {
    remedy: 'Remove container networks that nobody uses (`podman network prune`), or this machine’s routes to that range.',
  });
}

function range(cidr: string): Range {
  const [address = '', bits = '32'] = cidr.split('/');
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(value / size) * size;
  return { first, last: first + size - 1 };
}

type Network = { name: string; subnets?: { subnet: string }[] };
type Route = { dst: string };

/** The IPv4 networks that this machine already uses, as CIDR. The default route is none of them. */
export async function usedSubnets(runner: Runner): Promise<string[]> {
  const [networks, routes] = await Promise.all([
    runner.run('podman', ['network', 'ls', '--format', 'json'], { dry: '[]' }),
    runner.run('ip', ['-4', '-json', 'route', 'show', 'table', 'all'], { dry: '[]' }),
  ]);
  const ofNetworks = (JSON.parse(networks || '[]') as Network[]).flatMap(({ subnets = [] }) =>
    subnets.map(({ subnet }) => subnet),
  );
  const ofRoutes = (JSON.parse(routes || '[]') as Route[]).map(({ dst }) => dst).filter((dst) => dst !== 'default');
  return [...ofNetworks, ...ofRoutes].filter((cidr) => /^\d+(\.\d+){3}(\/\d+)?$/.test(cidr));
}
