import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import { execute } from './dag/execute.ts';
import type { Step } from './dag/step.ts';

/** A Debian package, and the program (searched in PATH) or absolute file that shows it is there, whoever installed it. */
export interface HostPackage {
  name: string;
  proof: string;
  why: string;
}

/** What the embedded build and its cluster need on the host, beside Node and Go. */
export const requiredPackages: HostPackage[] = [
  { name: 'podman', proof: 'podman', why: 'runs the nodes' },
  { name: 'runc', proof: 'runc', why: 'starts containers under cgroup v1 too' },
  { name: 'netavark', proof: '/usr/lib/podman/netavark', why: "makes the cluster's network" },
  { name: 'aardvark-dns', proof: '/usr/lib/podman/aardvark-dns', why: 'lets nodes find each other by name' },
  { name: 'iptables', proof: 'iptables', why: 'is what netavark writes rules with' },
  { name: 'mmdebstrap', proof: 'mmdebstrap', why: 'makes the Debian roots of all images' },
  { name: 'gcc', proof: 'gcc', why: "compiles Kubernetes' pause.c" },
  { name: 'libc6-dev', proof: '/usr/include/stdio.h', why: "compiles Kubernetes' pause.c" },
  { name: 'python3-pip', proof: 'pip', why: 'fetches Envoy from PyPI' },
  { name: 'jq', proof: 'jq', why: "the documents' commands use it" },
  { name: 'tshark', proof: 'tshark', why: 'decodes packet captures' },
];

/** Tools that are checked and never installed: Debian's Go is too old, and util-linux is always there. */
export const requiredTools: HostPackage[] = [
  { name: 'Go', proof: 'go', why: 'compiles everything' },
  { name: 'util-linux', proof: 'setpriv', why: 'ends children with their parent' },
];

/** Those that are not there. Starts no process. */
export function missing(wanted: readonly HostPackage[], path: string = process.env.PATH ?? ''): HostPackage[] {
  return wanted.filter(({ proof }) => !(proof.startsWith('/') ? existsSync(proof) : inPath(proof, path)));
}

function inPath(program: string, path: string): boolean {
  // root's PATH may lack the folders that iptables and others are in
  return [...path.split(delimiter), '/usr/sbin', '/sbin'].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The one line that a user who isn't root has to run. */
export function installLine(packages: readonly HostPackage[]): string {
  const names = packages.map(({ name }) => name).join(' ');
  return `sudo sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${names}'`;
}

/** @throws InfrastructureError naming every tool that is missing */
export function requireTools(): void {
  const absent = missing(requiredTools);
  if (!absent.length) return;
  throw new InfrastructureError(`The embedded build needs ${absent.map(({ name, why }) => `${name} (${why})`).join(', ')}.`, {
    remedy: 'Install it and run the build again; `make doctor` shows everything that is missing.',
  });
}

/**
 * Installs the Debian packages that are missing, when root.
 *
 * @throws InfrastructureError with the one line to run, when not root
 */
export async function ensurePackages(log: string, print: (line: string) => void, signal: AbortSignal): Promise<void> {
  const absent = missing(requiredPackages);
  if (!absent.length) return;
  if (process.getuid?.() !== 0) {
    const needed = absent.map(({ name, why }) => `${name} (${why})`).join(', ');
    throw new InfrastructureError(`Debian packages are missing: ${needed}.`, {
      remedy: `Run this, then try again:\n  ${installLine(absent)}`,
    });
  }
  print(`Installing Debian packages: ${absent.map(({ name }) => name).join(' ')}`);
  const install = ['apt-get', 'install', '--yes', '--quiet', '--no-install-recommends', ...absent.map(({ name }) => name)];
  const step: Step = { name: 'packages', makes: 'folder', pool: 'transfer', seconds: 60, commands: [] };
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const argv of [['apt-get', 'update', '--quiet'], install]) {
    await execute(step, { argv, cwd: '/', env: {}, input: '' }, { log, env, signal });
  }
}
