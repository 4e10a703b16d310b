import { UsageError } from '../host/errors.ts';
import type { Lab } from '../records/session.ts';
import { findSupply, readMade, readSupply } from '../records/origin.ts';
import { askedProvider, chooseProvider } from '../providers/choose.ts';
import { buildPeers } from '../providers/embedded/build/build.ts';
import { nodeToProbe } from '../providers/images.ts';
import { openProvider } from '../providers/index.ts';
import { machineProbes } from '../providers/probes.ts';
import type { Provider } from '../providers/provider.ts';
import type { Supply } from '../records/supply.ts';
import { auditWrites } from './auditWrites.ts';
import { cleanRun } from './cleanRun.ts';
import { doctor } from './doctor.ts';
import { down } from './down.ts';
import { istioSidecar, kiali, mtlsStrict } from './mesh.ts';
import { peers } from './peers.ts';
import { announceAbandoned, prune } from './prune.ts';
import type { Output } from './output.ts';
import { snapshot, snapshotDiff } from './snapshot.ts';
import { status } from './status.ts';
import { up } from './up.ts';

export type Arguments = {
  command?: string;
  names: string[];
  all: boolean;
  asIs: boolean;
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
    async run(lab, { all, asIs }, { out }) {
      await announceAbandoned(lab);
      const { kubeconfig, bin } = await up(lab, await providerOf(lab), { all, asIs });
      out(`export KUBECONFIG=${kubeconfig} PATH=${bin}:$PATH`);
    },
  },
  down: { locks: true, run: async (lab) => down(lab, await makerOf(lab)) },
  'istio-sidecar': { locks: true, steps: () => 1, run: (lab) => istioSidecar(lab, supplyOf) },
  'mtls-strict': { locks: true, steps: () => 1, run: (lab, { destinationRule }) => mtlsStrict(lab, supplyOf, destinationRule) },
  kiali: { locks: true, steps: () => 1, run: (lab, _args, { out }) => kiali(lab, supplyOf, out) },
  peers: { locks: true, steps: () => 1, run: (lab, _args, { out }) => peers(lab, supplyOf, buildPeers, out) },
  status: { locks: false, run: (lab, _args, { out }) => status(lab, out) },
  doctor: { locks: false, run: (lab, _args, { out }) => doctor(lab, out) },
  'clean-run': { locks: false, run: (lab, _args, { out }) => cleanRun(lab, out) },
  snapshot: { locks: false, run: (lab, _args, { out }) => snapshot(lab, out) },
  'snapshot-diff': { locks: false, run: async (lab, _args, { out }) => snapshotDiff(lab, out) },
  'audit-writes': { locks: false, run: async (lab, _args, { out }) => auditWrites(lab, out) },
  prune: { locks: false, run: (lab, { names, yes }, { out }) => prune(lab, { names, yes }, out) },
};

/**
 * The provider that made the cluster, if there is one; otherwise the one to choose now.
 *
 * @throws UsageError when another one is asked for than the cluster was made by
 */
async function providerOf(lab: Lab): Promise<Provider> {
  const made = readMade(lab.folder);
  const asked = askedProvider(lab.env);
  if (made && asked && made.provider !== asked) {
    throw new UsageError(`Cluster ${lab.name} was made by provider ${made.provider}; ${asked} is asked for.`, {
      remedy: 'Run `make kind-down` first, or choose another name with CLUSTER_NAME.',
    });
  }
  if (made) return openProvider(made.provider, made.engine, lab.env);
  const choice = await chooseProvider(lab.env, machineProbes(nodeToProbe(lab.env)));
  lab.progress.note(`provider ${choice.provider}: ${choice.reason}`);
  return openProvider(choice.provider, choice.engine, lab.env);
}

/** For `down`: whoever made it, whatever is asked for now. */
async function makerOf(lab: Lab): Promise<Provider> {
  const made = readMade(lab.folder);
  const env = {
    ...lab.env,
    KUBERNETES: undefined,
    ISTIO: undefined,
    COMPATIBILITY: undefined,
    ENVOY: undefined,
    PUBLISHED: undefined,
    REVISION: undefined,
    PROMETHEUS_AT: undefined,
    KIALI_AT: undefined,
    IMAGES: undefined,
  };
  return made ? openProvider(made.provider, made.engine, env) : providerOf({ ...lab, env });
}

/** A dry run tells what would run whether or not a cluster stands. */
async function supplyOf(lab: Lab): Promise<Supply> {
  if (!lab.runner.dry) return readSupply(lab);
  return findSupply(lab) ?? (await (await providerOf(lab)).prepare(lab)).supply;
}
