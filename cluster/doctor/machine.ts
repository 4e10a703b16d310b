import { instancesPerCluster, tooFewInstances } from '../providers/kind/host.ts';
import type { InotifyUse } from '../providers/kind/inotify.ts';
import type { Machine } from '../host/machine.ts';
import { type Check, check } from './check.ts';

const gib = 1024 ** 3;
const inGib = (bytes: number) => `${(bytes / gib).toFixed(1)} GiB`;

/** What a cluster of three nodes with Istio, Prometheus and Kiali takes, measured: under 4 GiB. */
const clusterBytes = 4 * gib;
/** A first build's downloads, compiler cache and images; once built, room for images and logs is enough. */
const buildBytes = 25 * gib;
const runBytes = 5 * gib;
/** Fewer open files than this and the API server, etcd and 3 kubelets run out of them. */
const fewestFiles = 8192;

export function machineChecks(machine: Machine, disk: { free: number; built: boolean }): Check[] {
  const { cores, memoryBytes, limits, sysResource, cgroup, systemd } = machine;
  const { available, total } = memoryBytes;
  const needed = disk.built ? runBytes : buildBytes;
  const files = Number.isFinite(limits.openFiles) ? `${limits.openFiles}` : 'unlimited';
  return [
    check('cores', cores >= 2 ? 'ok' : 'warn', `${cores}`, 'With one core everything takes twice as long and waits may run out.'),
    check(
      'memory',
      available >= clusterBytes ? 'ok' : 'fail',
      `${inGib(available)} free of ${inGib(total)}`,
      `The cluster needs ${inGib(clusterBytes)}: end other programs, or give this machine more.`,
    ),
    check(
      'disk',
      disk.free >= needed ? 'ok' : 'fail',
      `${inGib(disk.free)} free where the cache is`,
      `${disk.built ? 'A run' : 'A first build'} needs ${inGib(needed)}: free some, or point MESHPROOF_CACHE to a larger disk.`,
    ),
    check(
      'cgroups',
      'ok',
      cgroup === 2 ? 'version 2' : 'version 1: the kubelet is told to accept it, runc starts the containers',
    ),
    check('systemd', 'ok', systemd ? 'is the init process' : 'is not the init process: Podman manages cgroups itself'),
    check(
      'open files',
      limits.openFiles >= fewestFiles ? 'ok' : 'fail',
      `hard limit ${files}`,
      `The nodes need ${fewestFiles}: raise it in /etc/security/limits.conf (nofile), then log in again.`,
    ),
    check('processes', 'ok', `hard limit ${limits.processes}, ${machine.pidMax} process numbers`),
    check('CAP_SYS_RESOURCE', 'ok', sysResource ? 'there' : 'missing: nodes get the limits that are there, OOM scores stay at 0'),
  ];
}

/** @param mayRaise whether `up` raises the limit by itself (as root) */
export function inotifyCheck(use: InotifyUse, mayRaise: boolean): Check {
  const found = `${use.used} of ${use.limit} instances in use`;
  if (!tooFewInstances(use)) return check('inotify', 'ok', found);
  if (mayRaise) return check('inotify', 'ok', `${found}; \`make kind-up\` raises the limit`);
  return check(
    'inotify',
    'fail',
    found,
    `A cluster needs ${instancesPerCluster}. As root: sysctl -w fs.inotify.max_user_instances=1024`,
  );
}
