import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../../../records/session.ts';
import { type Machine, readMachine } from '../../../host/machine.ts';
import type { Runner } from '../../../host/runner.ts';

type Environment = Record<string, string | undefined>;

/**
 * The containers.conf under which this project's containers run, derived from what the machine allows.
 *
 * Without CAP_SYS_RESOURCE Podman's own default limits are above the machine's and refused, so ask for what is already
 * there. crun refuses cgroup v1 in hybrid mode, runc doesn't. Without systemd there is neither its cgroup manager nor a journal.
 */
export function containersConf({ limits, pidMax, sysResource, cgroup, systemd }: Machine): string {
  const lines = ['[containers]'];
  if (!sysResource) {
    const ulimits = [
      ['nofile', limits.openFiles],
      ['nproc', Math.min(limits.processes, pidMax)],
    ] as const;
    const finite = ulimits.filter(([, value]) => Number.isFinite(value));
    lines.push(`default_ulimits = [${finite.map(([name, value]) => `"${name}=${value}:${value}"`).join(', ')}]`);
  }
  lines.push('[engine]');
  if (cgroup === 1) lines.push('runtime = "runc"');
  if (!systemd) lines.push('cgroup_manager = "cgroupfs"', 'events_logger = "file"');
  return `${lines.join('\n')}\n`;
}

/** Whether Podman fails here as it is: not where the user has settings of their own, and not where the machine lacks nothing. */
export const needsOwnConf = ({ sysResource, cgroup, systemd }: Machine, { CONTAINERS_CONF }: Environment) =>
  !CONTAINERS_CONF && (!sysResource || cgroup === 1 || !systemd);

/** Puts the file into the cluster's state folder. */
export async function writeContainersConf({ runner, folder }: Lab): Promise<void> {
  const text = containersConf(readMachine());
  const path = join(folder, 'containers.conf');
  await runner.act(`write ${path}:\n${text.trimEnd().replace(/^/gm, '#   ')}`, () => writeFile(path, text), undefined);
}

/** A runner whose commands use the cluster's containers.conf, if there is one. */
export function podman({ runner, folder }: Lab): Runner {
  const path = join(folder, 'containers.conf');
  return existsSync(path) || runner.dry ? runner.with({ CONTAINERS_CONF: path }) : runner;
}
