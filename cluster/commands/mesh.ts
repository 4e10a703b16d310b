import type { Lab } from '../host/session.ts';
import { addonsStep, istioStep } from '../mesh/add.ts';
import { kialiUrl } from '../mesh/kiali-url.ts';
import type { Supply } from '../providers/provider.ts';
import { makeStrict } from '../mesh/strict.ts';

/** What the standing cluster is made of. */
export type SupplyOf = (lab: Lab) => Promise<Supply>;

/** `make istio-sidecar`: Istio in the standing cluster; returns when a new pod would get a sidecar. */
export async function istioSidecar(lab: Lab, supplyOf: SupplyOf): Promise<void> {
  await istioStep(lab, await supplyOf(lab), 'take-back');
}

/** `make mtls-strict`: returns when every proxy of namespace default refuses plaintext. */
export async function mtlsStrict(lab: Lab, supplyOf: SupplyOf, destinationRule: boolean): Promise<void> {
  const supply = await supplyOf(lab);
  const rule = destinationRule ? ' with a DestinationRule' : '';
  await lab.progress.step(
    `strict mTLS in namespace default${rule}`,
    () => makeStrict(lab, supply, destinationRule),
    (says) => says,
  );
}

/** `make kiali`: Prometheus and Kiali; returns when they answer, after printing where. */
export async function kiali(lab: Lab, supplyOf: SupplyOf, print: (line: string) => void): Promise<void> {
  const supply = await supplyOf(lab);
  await addonsStep(lab, supply, 'take-back');
  const { url, forward } = await kialiUrl(lab, supply);
  if (url) print(`Kiali: ${url}`);
  print(`${url ? 'From another machine' : 'Kiali: http://localhost:20001/kiali/ after'}: ${forward}`);
}
