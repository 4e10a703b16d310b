import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { execa } from 'execa';
import { InfrastructureError, InterruptedError } from './errors.ts';
import { findTool } from './tools.ts';

/** A Debian package, and the program (searched in PATH) or absolute file that shows it is there, whoever installed it. */
export interface HostPackage {
  name: string;
  proof: string;
  why: string;
}

export const tshark: HostPackage = { name: 'tshark', proof: 'tshark', why: 'decodes packet captures' };
export const jq: HostPackage = { name: 'jq', proof: 'jq', why: "the documents' commands use it" };
export const chromium: HostPackage = {
  name: 'chromium',
  proof: '/usr/bin/chromium',
  why: 'draws diagrams and Kiali’s page, and prints the report',
};

/** Those that are not there. Starts no process. */
export function missing(wanted: readonly HostPackage[], path: string = process.env.PATH ?? ''): HostPackage[] {
  // root's PATH may lack the folders that iptables and others are in
  const folders = [path, '/usr/sbin', '/sbin'].join(delimiter);
  return wanted.filter(({ proof }) => !(proof.startsWith('/') ? existsSync(proof) : findTool(proof, folders)));
}

/** Whether packages are installed here without asking: root on Debian. */
export const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** The one line that a user who isn't root has to run. */
export function installLine(packages: readonly HostPackage[]): string {
  const names = packages.map(({ name }) => name).join(' ');
  return `sudo sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${names}'`;
}

export interface InstallOptions {
  print?: (line: string) => void;
  signal?: AbortSignal;
}

/**
 * Installs the Debian packages that are missing, when root on Debian.
 *
 * @throws InfrastructureError with the one line to run, when it may not or apt-get fails; InterruptedError (the signal)
 */
export async function ensurePackages(wanted: readonly HostPackage[], options: InstallOptions = {}): Promise<void> {
  const { print = (line) => process.stderr.write(`${line}\n`), signal } = options;
  const absent = missing(wanted);
  if (!absent.length) return;
  const remedy = `Run this, then try again:\n  ${installLine(absent)}`;
  if (!canInstall()) {
    const needed = absent.map(({ name, why }) => `${name} (${why})`).join(', ');
    throw new InfrastructureError(`Debian packages are missing: ${needed}.`, { remedy });
  }
  const names = absent.map(({ name }) => name);
  print(`Installing Debian packages: ${names.join(' ')}`);
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...names]]) {
    const { failed, isCanceled, all } = await execa('apt-get', ['--quiet', '--option=DPkg::Lock::Timeout=300', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      stdin: 'ignore',
      all: true,
      killDescendants: true,
      forceKillAfterDelay: 5000,
      reject: false,
      ...(signal && { cancelSignal: signal }),
    });
    if (isCanceled) throw new InterruptedError('Installing Debian packages was stopped.');
    if (failed) {
      const last = (all ?? '').trim().split('\n').slice(-12).join('\n  ');
      throw new InfrastructureError(`\`apt-get ${args.join(' ')}\` failed:\n  ${last}`, { remedy });
    }
  }
}
