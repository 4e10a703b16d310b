import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EngineName } from '../../host/engine.ts';
import type { Lab } from '../../records/session.ts';
import { stateFile } from '../../records/session.ts';
import type { Machine } from '../../host/machine.ts';
import { findTool } from '../../host/tools.ts';
import { kindConfig } from './config.ts';

export type KindOptions = { engine: EngineName; bin: string; image: string; ownNetwork: boolean; machine: Machine };

/** The variables that make kind use this engine and this cluster's own network. */
export function kindEnvironment(engine: EngineName, network: string): Record<string, string> {
  const variable = engine === 'podman' ? 'KIND_EXPERIMENTAL_PODMAN_NETWORK' : 'KIND_EXPERIMENTAL_DOCKER_NETWORK';
  return { KIND_EXPERIMENTAL_PROVIDER: engine, [variable]: network };
}

/** util-linux: even when this process is killed, kind must not go on making nodes. */
const endsWithParent = ['setpriv', '--pdeathsig', 'KILL'];

/** Runs `kind create cluster`; the kubeconfig goes to the state folder. */
export async function createKind(lab: Lab, { engine, bin, image, ownNetwork, machine }: KindOptions): Promise<void> {
  const input = kindConfig(machine, ownNetwork);
  const args = ['create', 'cluster', '--name', lab.name, '--image', image, '--config', '-'];
  const runner = lab.runner.with(kindEnvironment(engine, lab.name));
  const command = [`${bin}/kind`, ...args, '--retain', '--kubeconfig', stateFile(lab, 'kubeconfig')];
  const [program = '', ...rest] = findTool('setpriv') ? [...endsWithParent, ...command] : command;
  await runner.run(program, rest, { input, onAbort: 'stop', log: join(lab.cache, 'logs', `${lab.name}-kind.log`) });
}

/** An internal network publishes no port: the kubeconfig must name the control plane's own address. */
export async function useNodeAddress(lab: Lab, address: string): Promise<void> {
  const path = stateFile(lab, 'kubeconfig');
  await lab.runner.act(
    `set the server in ${path} to https://${address}:6443`,
    async () => {
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace(/server: .*/, `server: https://${address}:6443`), { mode: 0o600 });
    },
    undefined,
  );
}
