import { execa } from 'execa';
import { z } from 'zod';
import type { EngineName } from '../host/engine.ts';
import { type Check, check } from './check.ts';

/** How an engine runs, as it says itself. */
export type EngineMode = {
  rootless: boolean;
  cgroup: 1 | 2;
  /** Limits of memory, processes and processor time, which a rootless engine has only where they were delegated to its user. */
  missing: string[];
  /** User numbers that containers have; undefined where the engine does not say. */
  users?: number;
};

const docker = z.object({
  SecurityOptions: z.array(z.string()).nullish(),
  CgroupDriver: z.string(),
  CgroupVersion: z.string(),
  MemoryLimit: z.boolean(),
  PidsLimit: z.boolean(),
  CPUShares: z.boolean(),
});
const podman = z.object({
  host: z.object({
    cgroupVersion: z.string(),
    cgroupControllers: z.array(z.string()).nullish(),
    security: z.object({ rootless: z.boolean() }),
    idMappings: z.object({ uidmap: z.array(z.object({ size: z.number() })).nullish() }).nullish(),
  }),
});

/** Reads what `docker info` or `podman info` prints as JSON; the fields that kind itself decides by. */
export function modeIn(engine: EngineName, json: string): EngineMode {
  const lacks = (limits: Record<string, boolean>) => Object.keys(limits).filter((name) => !limits[name]);
  if (engine === 'docker') {
    const { SecurityOptions, CgroupDriver, CgroupVersion, ...limits } = docker.parse(JSON.parse(json));
    const rootless = SecurityOptions?.some((option) => option.split(',').includes('name=rootless')) ?? false;
    // without a driver its limits mean nothing (moby/moby#42151)
    const has = CgroupDriver !== 'none';
    const found = { cpu: has && limits.CPUShares, memory: has && limits.MemoryLimit, pids: has && limits.PidsLimit };
    return { rootless, cgroup: CgroupVersion === '2' ? 2 : 1, missing: lacks(found) };
  }
  const { cgroupVersion, cgroupControllers, security, idMappings } = podman.parse(JSON.parse(json)).host;
  const has = (name: string) => cgroupControllers?.includes(name) ?? false;
  const users = idMappings?.uidmap?.reduce((sum, { size }) => sum + size, 0);
  return {
    rootless: security.rootless,
    cgroup: cgroupVersion === 'v2' ? 2 : 1,
    missing: lacks({ cpu: has('cpu'), memory: has('memory'), pids: has('pids') }),
    ...(security.rootless && { users }),
  };
}

/** Fewer user numbers than this and a node's system users have none. */
const fewestUsers = 65_536;
const guide = 'https://kind.sigs.k8s.io/docs/user/rootless/';

/**
 * Whether kind's nodes can run in the engine as it is. A rootless one needs what its user was given; Docker as root needs a machine that
 * has every capability, because it gives a privileged container all that the kernel knows. Podman takes those that are there.
 *
 * @param mode undefined where the engine did not say
 * @param sysResource of the machine that the engine runs on; undefined where that is another one
 */
export function modeCheck(engine: EngineName, mode: EngineMode | undefined, sysResource?: boolean): Check {
  const name = `${engine} mode`;
  if (!mode) return check(name, 'warn', 'it does not say how it runs', `See \`${engine} info\`; nodes may not start.`);
  const { rootless, cgroup, missing, users } = mode;
  if (!rootless && engine === 'docker' && sysResource === false)
    return check(
      name,
      'fail',
      "with root's rights, which lack CAP_SYS_RESOURCE on this machine: Docker starts no privileged container",
      'Use Podman, which takes the capabilities that are there (KIND_EXPERIMENTAL_PROVIDER=podman), or PROVIDER=embedded.',
    );
  if (!rootless) return check(name, 'ok', `with root's rights, cgroup version ${cgroup}`);
  if (cgroup === 1)
    return check(
      name,
      'fail',
      'rootless on cgroup version 1',
      `kind's nodes need cgroup version 2 there (${guide}), or run as root.`,
    );
  if (missing.length)
    return check(
      name,
      'fail',
      `rootless, without the cgroup controllers ${missing.join(', ')}`,
      `As root, write "[Service]\\nDelegate=yes" to /etc/systemd/system/user@.service.d/delegate.conf, then systemctl daemon-reload, and log in again (${guide}).`,
    );
  if (users !== undefined && users < fewestUsers)
    return check(
      name,
      'fail',
      `rootless with ${users} user numbers`,
      `As root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 <user>, then ${engine} system migrate.`,
    );
  return check(name, 'ok', 'rootless, with cgroup version 2 and its controllers');
}

/** Asks an engine. @returns undefined where it does not answer in time, or answers as another: Podman may be called docker */
export async function readMode(engine: EngineName): Promise<EngineMode | undefined> {
  const format = engine === 'docker' ? '{{json .}}' : 'json';
  const { stdout = '', failed } = await execa(engine, ['info', '--format', format], {
    reject: false,
    stdin: 'ignore',
    timeout: 10_000,
  });
  try {
    return failed ? undefined : modeIn(engine, stdout);
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
