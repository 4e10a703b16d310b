import { loadVersions } from '../embedded/versions.ts';
import { InterruptedError } from '../errors.ts';
import type { Lab } from '../lab.ts';
import { readMade } from '../made.ts';
import { chooseProvider } from '../providers/choose.ts';
import { publishedNode } from '../providers/images.ts';
import { openProvider } from '../providers/open.ts';
import { machineProbes } from '../providers/probes.ts';
import type { Provider } from '../providers/provider.ts';
import { doctor } from './doctor.ts';
import { down } from './down.ts';
import { istioSidecar, kiali, mtlsStrict } from './mesh.ts';
import { announceAbandoned, prune } from './prune.ts';
import type { Output } from './run.ts';
import { status } from './status.ts';
import { up } from './up.ts';

export type Arguments = {
  command?: string;
  names: string[];
  all: boolean;
  destinationRule: boolean;
  yes: boolean;
  help: boolean;
};

type Command = {
  /** Changes the cluster: one at a time. */
  locks: boolean;
  /** How many steps its progress counts. */
  steps?(args: Arguments): number;
  /** @returns the exit status, when it isn't 0 */
  run(lab: Lab, args: Arguments, output: Output): Promise<number | void>;
};

export const commands: Record<string, Command> = {
  up: {
    locks: true,
    steps: ({ all }) => (all ? 6 : 4),
    async run(lab, { all }) {
      await announceAbandoned(lab);
      const { kubernetes, envoy } = loadVersions(lab.env);
      const provider = await providerOf(lab);
      await up(lab, provider, { all, ...(provider.name === 'embedded' && { variant: { kubernetes, envoy } }) });
    },
  },
  down: { locks: true, run: async (lab) => down(lab, await providerOf(lab)) },
  'istio-sidecar': { locks: true, steps: () => 1, run: (lab) => istioSidecar(lab) },
  'mtls-strict': { locks: true, steps: () => 1, run: (lab, { destinationRule }) => mtlsStrict(lab, destinationRule) },
  kiali: { locks: true, steps: () => 1, run: (lab, _args, { out }) => kiali(lab, out) },
  status: { locks: false, run: (lab, _args, { out }) => status(lab, out) },
  doctor: { locks: false, run: (lab, _args, { out }) => doctor(lab, out) },
  prune: { locks: false, run: (lab, { names, yes }, { out }) => prune(lab, { names, yes }, out) },
};

/** The provider that made the cluster, if there is one; otherwise the one to choose now. */
async function providerOf(lab: Lab): Promise<Provider> {
  const made = readMade(lab.folder);
  if (made) return openProvider(made.provider, made.engine, lab.env);
  const versions = loadVersions(lab.env);
  const choice = await chooseProvider(lab.env, machineProbes(publishedNode(versions)));
  if (lab.runner.signal.aborted) throw new InterruptedError('nothing was started.');
  lab.progress.note(`provider ${choice.provider}: ${choice.reason}`);
  return openProvider(choice.provider, choice.engine, lab.env);
}
