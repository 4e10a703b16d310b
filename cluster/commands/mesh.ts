import type { Lab } from '../lab.ts';
import { readSupply } from '../made.ts';
import { addonsStep, istioStep } from '../mesh/add.ts';
import { kialiUrl } from '../mesh/kiali-url.ts';
import { makeStrict } from '../mesh/strict.ts';

/** `make istio-sidecar`: Istio in the standing cluster; returns when a new pod would get a sidecar. */
export async function istioSidecar(lab: Lab): Promise<void> {
  await istioStep(lab, readSupply(lab), 'take-back');
}

/** `make mtls-strict`: returns when every proxy of namespace default refuses plaintext. */
export async function mtlsStrict(lab: Lab, destinationRule: boolean): Promise<void> {
  const supply = readSupply(lab);
  const rule = destinationRule ? ' with a DestinationRule' : '';
  await lab.progress.step(`strict mTLS in namespace default${rule}`, () => makeStrict(lab, supply, destinationRule), (says) => says);
}

/** `make kiali`: Prometheus and Kiali; returns when they answer, after printing where. */
export async function kiali(lab: Lab, print: (line: string) => void): Promise<void> {
  const supply = readSupply(lab);
  await addonsStep(lab, supply, 'take-back');
  const { url, forward } = await kialiUrl(lab, supply);
  if (url) print(`Kiali: ${url}`);
  print(`${url ? 'From another machine' : 'Kiali: http://localhost:20001/kiali/ after'}: ${forward}`);
}
