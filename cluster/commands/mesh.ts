import { InfrastructureError, UsageError } from '../host/errors.ts';
import type { Lab } from '../records/session.ts';
import { openAsk } from '../kube/ask.ts';
import { addonsStep, istioStep } from '../mesh/add.ts';
import { kialiUrl } from '../mesh/kiali-url.ts';
import { findAddon, type Place, usualPlaces } from '../records/addonPlaces.ts';
import { isForeign, type Supply } from '../records/supply.ts';
import { makeStrict } from '../mesh/strict.ts';

/** What the standing cluster is made of. */
export type SupplyOf = (lab: Lab) => Promise<Supply>;

/** `make istio-sidecar`: Istio in the standing cluster; returns when a new pod would get a sidecar. Somebody else's is only looked at. */
export async function istioSidecar(lab: Lab, supplyOf: SupplyOf): Promise<void> {
  await istioStep(lab, await supplyOf(lab), 'take-back');
}

/**
 * `make mtls-strict`: returns when every proxy of namespace default refuses plaintext.
 *
 * @throws UsageError in somebody else's cluster: namespace default is theirs
 */
export async function mtlsStrict(lab: Lab, supplyOf: SupplyOf, destinationRule: boolean): Promise<void> {
  const supply = await supplyOf(lab);
  if (isForeign(supply)) {
    throw new UsageError(`mtls-strict changes namespace default, and the cluster of context ${supply.context} is not ours.`, {
      remedy: 'Use a cluster of our own: make kind-up with PROVIDER=kind or embedded and another CLUSTER_NAME.',
    });
  }
  const rule = destinationRule ? ' with a DestinationRule' : '';
  await lab.progress.step(
    `strict mTLS in namespace default${rule}`,
    () => makeStrict(lab, supply, destinationRule),
    (says) => says,
  );
}

/** `make kiali`: Prometheus and Kiali; returns when they answer, after printing where. In somebody else's cluster theirs is found. */
export async function kiali(lab: Lab, supplyOf: SupplyOf, print: (line: string) => void): Promise<void> {
  const supply = await supplyOf(lab);
  await addonsStep(lab, supply, 'take-back');
  const { url, forward, local } = await kialiUrl(lab, supply, isForeign(supply) ? await theirKiali(lab, supply) : undefined);
  if (url) print(`Kiali: ${url}`);
  print(`${url ? 'From another machine' : `Kiali: ${local} after`}: ${forward}`);
}

/** @throws InfrastructureError where a cluster that is not ours has no Kiali */
async function theirKiali({ runner, env }: Lab, supply: Supply): Promise<Place> {
  const look = async () => findAddon('kiali', await openAsk(supply), env);
  const found = await runner.act('look for a Service of Kiali with a ready endpoint', look, { place: usualPlaces.kiali });
  if ('place' in found) return found.place;
  throw new InfrastructureError(
    `Kiali does not answer (${found.lacks}), and nothing is installed in a cluster that is not ours.`,
    { remedy: 'Install Kiali there, or say where it is: KIALI_AT=<namespace>/<service>:<port>.' },
  );
}
