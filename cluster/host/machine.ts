import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, freemem, release, totalmem } from 'node:os';
import { gunzipSync } from 'node:zlib';

/** What this machine allows; numbers as the kernel gives them. */
export type Machine = {
  cores: number;
  memoryBytes: { total: number; available: number };
  /** Hard limits; Infinity for unlimited. */
  limits: { openFiles: number; processes: number };
  pidMax: number;
  /** The bounding set holds CAP_SYS_RESOURCE: limits can be raised, OOM scores lowered. */
  sysResource: boolean;
  cgroup: 1 | 2;
  /** systemd is the init process, so it can manage cgroups and keep a journal. */
  systemd: boolean;
};

/** Bit number of CAP_SYS_RESOURCE (capability.h). */
const sysResourceBit = 24n;

export function readMachine(): Machine {
  const meminfo = readIfThere('/proc/meminfo') ?? '';
  const available = /^MemAvailable:\s+(\d+) kB/m.exec(meminfo)?.[1];
  return {
    cores: availableParallelism(),
    memoryBytes: { total: totalmem(), available: available ? Number(available) * 1024 : freemem() },
    limits: hardLimits(readIfThere('/proc/self/limits') ?? ''),
    pidMax: Number(readIfThere('/proc/sys/kernel/pid_max') ?? Infinity),
    sysResource: hasSysResource(readIfThere('/proc/self/status') ?? ''),
    cgroup: existsSync('/sys/fs/cgroup/cgroup.controllers') ? 2 : 1,
    systemd: existsSync('/run/systemd/system'),
  };
}

/** Hard limits out of the text of /proc/<pid>/limits. */
export function hardLimits(text: string): Machine['limits'] {
  const hard = (name: string) => {
    const value = new RegExp(`^${name}\\s+\\S+\\s+(\\S+)`, 'm').exec(text)?.[1];
    return value === undefined || value === 'unlimited' ? Infinity : Number(value);
  };
  return { openFiles: hard('Max open files'), processes: hard('Max processes') };
}

/** Whether the text of /proc/<pid>/status shows CAP_SYS_RESOURCE in the bounding set. */
export function hasSysResource(text: string): boolean {
  const bounding = /^CapBnd:\s+([0-9a-f]+)/m.exec(text)?.[1];
  return bounding !== undefined && ((BigInt(`0x${bounding}`) >> sysResourceBit) & 1n) === 1n;
}

/** A kernel option's value (`y`, `m`, or `n` for "is not set"), or undefined when the kernel doesn't tell. */
export function kernelOption(name: string, text: string | undefined = kernelConfig()): string | undefined {
  if (text === undefined) return undefined;
  return new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? 'n';
}

function kernelConfig(): string | undefined {
  if (existsSync('/proc/config.gz')) return gunzipSync(readFileSync('/proc/config.gz')).toString();
  return readIfThere(`/boot/config-${release()}`);
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
