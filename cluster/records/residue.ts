import { readdirSync, readFileSync } from 'node:fs';
import { type EngineName, holdings } from '../host/engine.ts';
import type { Lab } from './session.ts';

/** What is left of a cluster in its engine: containers, networks, volumes, and the processes that watch over containers. */
export async function leftovers(lab: Lab, engine: EngineName): Promise<string[]> {
  const { runner, name } = lab;
  if (runner.dry) return [];
  const held = await holdings(runner, engine, name);
  return [
    ...held.containers.map((container) => `container ${container.name}`),
    ...held.networks.map((network) => `network ${network}`),
    ...held.volumes.map((volume) => `volume ${volume}`),
    ...processesOf(name),
  ];
}

/** Monitors of the cluster's containers: Podman starts one for each, with the container's name among its arguments. */
function processesOf(name: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      const [command = '', ...args] = commandLine(pid);
      const ours = command.endsWith('conmon') && args.some((arg) => arg.startsWith(`${name}-`));
      return ours ? [`process ${pid} (${command})`] : [];
    });
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
