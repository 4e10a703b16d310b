import { existsSync } from 'node:fs';
import { InfrastructureError, InterruptedError } from '../host/errors.ts';
import { openApi } from '../kube/api.ts';
import { all, nodesReady } from '../kube/ready.ts';
import { poll } from '../host/poll.ts';
import { type Lab, labForCleanup } from '../records/session.ts';
import { readSupply, writeMade, writeSupply } from '../records/origin.ts';
import { injectionLook } from '../mesh/istio.ts';
import { addonsLook } from '../mesh/foreign.ts';
import { addonsStep, istioStep, type OnInterrupt } from '../mesh/add.ts';
import type { Provider } from '../providers/provider.ts';
import type { Supply } from '../records/supply.ts';
import { together } from '../host/failFast.ts';
import { type Cluster, readCluster, writeCluster } from '../records/state.ts';
import { destroy } from './down.ts';
import { checkVariant } from './variant.ts';

export type UpOptions = {
  /** Istio, Prometheus and Kiali too. */
  all: boolean;
  /** The cluster must stand, and nothing is added or made again: claims are to be seen in a world that was broken on purpose. */
  asIs: boolean;
};

/**
 * Brings the cluster up and returns when all of it is Ready. What stands already stays; half a cluster is remade.
 * A failure or Ctrl-C removes what this call made (KEEP=1 keeps it after a failure).
 */
export async function up(lab: Lab, provider: Provider, options: UpOptions): Promise<Cluster> {
  const { progress } = lab;
  const known = readCluster(lab.name, lab.env);
  const standing = lab.runner.dry ? 'none' : await provider.standing(lab, known);
  if (options.asIs) return asItIs(lab, known, provider);
  if (known && standing === 'up') {
    checkVariant(known, provider);
    await provider.renew?.(lab);
    const look = () => healthy(known, provider.nodes, options.all, lab.env);
    const atOnce = await look();
    if (atOnce || (await answersInTime(lab, known, provider.nodes))) {
      const seen = atOnce ?? (await look());
      if (!seen) return complete(lab, known, options);
      progress.note(`cluster ${lab.name} is up already: ${seen}`);
      return known;
    }
  }
  if (standing !== 'none') {
    progress.note(`cluster ${lab.name} is there by half (a run was stopped, or the machine restarted): it is made again`);
    await destroy(lab, provider);
  }
  return make(lab, provider, options);
}

async function asItIs(lab: Lab, known: Cluster | undefined, provider: Provider): Promise<Cluster> {
  const { name, progress } = lab;
  if (!known)
    throw new InfrastructureError(`There is no cluster ${name} to be used as it is.`, { remedy: 'Run `make kind-up` first.' });
  checkVariant(known, provider);
  await provider.renew?.(lab);
  progress.note(`cluster ${name} is used as it is: nothing that it lacks is added`);
  return known;
}

async function make(lab: Lab, provider: Provider, options: UpOptions): Promise<Cluster> {
  try {
    const { supply, create } = await provider.prepare(lab);
    await lab.runner.act(`note in ${lab.folder} what is being made`, async () => note(lab, provider, supply), undefined);
    await create(lab);
    // side by side, as soon as pods can be scheduled
    await together(lab, [() => provider.settle(lab, supply), ...(options.all ? mesh(lab, supply, 'leave') : [])]);
    return await record(lab, provider, supply);
  } catch (error) {
    const interrupted = error instanceof InterruptedError;
    if (existsSync(lab.folder) && (interrupted || lab.env.KEEP !== '1')) {
      lab.progress.note(`${interrupted ? 'interrupted' : 'failed'}: removing what was made`);
      await destroy(labForCleanup(lab), provider);
    }
    throw error;
  }
}

/** Before anything is made: what a later run needs to know to remove it, should this one be killed. */
async function note(lab: Lab, provider: Provider, supply: Supply): Promise<void> {
  writeMade(lab, provider.name, provider.engine);
  writeSupply(lab, supply);
}

/**
 * The nodes stand: only what is missing on top of them is added, and on Ctrl-C only that removed again. What else was taken away
 * since, such as CoreDNS, was taken on purpose: claims are to be seen without it.
 */
async function complete(lab: Lab, known: Cluster, options: UpOptions): Promise<Cluster> {
  lab.progress.note(`cluster ${lab.name} stands; what it lacks is added`);
  if (options.all) await together(lab, mesh(lab, readSupply(lab), 'take-back'));
  return known;
}

const mesh = (lab: Lab, supply: Supply, onInterrupt: OnInterrupt) => [
  () => istioStep(lab, supply, onInterrupt),
  () => addonsStep(lab, supply, onInterrupt),
];

/** Written last, so that its presence says "complete". */
async function record(lab: Lab, { name: provider }: Provider, supply: Supply): Promise<Cluster> {
  const { says, capabilities, kubeconfig, context, bin, substitutions, components, networkPolicy, variant } = supply;
  const parts = { says, capabilities, kubeconfig, context, bin, substitutions, components, networkPolicy, variant };
  const cluster: Cluster = { name: lab.name, provider, ...parts };
  await lab.runner.act(`write ${lab.folder}/cluster.json`, async () => writeCluster(cluster, lab.env), undefined);
  return cluster;
}

/** What is seen when all that is wanted is Ready; undefined when something isn't. */
async function healthy(cluster: Cluster, nodes: number, everything: boolean, env: Lab['env']): Promise<string | undefined> {
  const api = await openApi(cluster);
  const mesh = everything ? [injectionLook(api, cluster.capabilities), addonsLook(api, cluster, env)] : [];
  const looks = [nodesReady(api, nodes), ...mesh];
  const { done, says } = await all(...looks).catch((error: Error) => ({ done: false, says: error.message }));
  return done ? says : undefined;
}

/** A busy machine's API server may be silent for seconds: only one that stays so is given up. */
async function answersInTime({ name, progress, runner }: Lab, cluster: Cluster, nodes: number): Promise<boolean> {
  const api = await openApi(cluster);
  const wait = { what: `the nodes of cluster ${name}`, timeoutMs: 60_000, signal: runner.signal };
  try {
    await poll(() => nodesReady(api, nodes), { ...wait, onChange: (says) => progress.note(`cluster ${name}: ${says}; waiting`) });
    return true;
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return false;
  }
}
