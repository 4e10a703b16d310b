import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../../records/session.ts';
import type { Runner } from '../../../host/runner.ts';

/** Podman's name server keeps one file a network, first line the address it listens at. */
const dnsFile = (network: string) => `/run/containers/networks/aardvark-dns/${network}`;
const subnetFile = (folder: string) => join(folder, 'subnet');

/** Notes which subnet the cluster's network got, so that what is left of it can be found when Podman has forgotten it. */
export async function noteSubnet({ runner, folder }: Lab, subnet: string): Promise<void> {
  await runner.act(`write ${subnetFile(folder)}`, async () => writeFileSync(subnetFile(folder), subnet), undefined);
}

/**
 * Removes what a killed `podman run` leaves on the host once its network is gone: the bridge with its route, network
 * namespaces, the name server's file. With that file a later network of this name would listen at the old address, and
 * its nodes never find each other.
 */
export async function removeRemnants({ runner, name, folder }: Lab): Promise<void> {
  if (runner.dry) return;
  for (const device of await bridges(runner, folder)) {
    const members = await runner.run('ip', ['-oneline', 'link', 'show', 'master', device]);
    for (const member of members.split('\n').filter(Boolean)) await removeMember(runner, member);
    await runner.run('ip', ['link', 'delete', device]);
  }
  rmSync(dnsFile(name), { force: true });
}

/** What `removeRemnants` would remove, one line each. */
export async function remnants({ runner, name, folder }: Lab): Promise<string[]> {
  if (runner.dry) return [];
  const devices = await bridges(runner, folder);
  return [
    ...devices.map((device) => `bridge ${device} with its route`),
    ...(existsSync(dnsFile(name)) ? [`file ${dnsFile(name)}`] : []),
  ];
}

/** Devices that route to the cluster's subnet, unless a network of Podman has it: then it is that network's. */
async function bridges(runner: Runner, folder: string): Promise<string[]> {
  if (!existsSync(subnetFile(folder))) return [];
  const subnet = readFileSync(subnetFile(folder), 'utf8');
  const networks = await runner.run('podman', ['network', 'ls', '--format', 'json']);
  if (networks.includes(`"${subnet}"`)) return [];
  const routes = JSON.parse((await runner.run('ip', ['-4', '-json', 'route', 'show', subnet])) || '[]') as { dev: string }[];
  return routes.map(({ dev }) => dev);
}

/** One end of a cable into a container that is gone; its other end goes with the container's network namespace. */
async function removeMember(runner: Runner, line: string): Promise<void> {
  const namespace = /link-netns (\S+)/.exec(line)?.[1];
  const link = /^\d+: ([^@:]+)/.exec(line)?.[1];
  if (namespace) await runner.run('ip', ['netns', 'delete', namespace]);
  else if (link) await runner.run('ip', ['link', 'delete', link]);
}
