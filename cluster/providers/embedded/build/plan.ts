import { needsOf, type Step } from './dag/step.ts';
import { carrierSteps } from './steps/carriers.ts';
import { imageSteps } from './steps/images.ts';
import { manifestsStep } from './steps/manifests.ts';
import { kialiPageStep } from './steps/kialiPage.ts';
import { peersStep, peerSteps } from './steps/peers.ts';
import { programSteps } from './steps/programs.ts';
import type { Versions } from '../../../versions.ts';

/**
 * Every step that the embedded cluster needs.
 *
 * @param goVersion of the compiler (`go1.26.8`)
 */
export function plan(versions: Versions, goVersion: string): Step[] {
  return [
    ...programSteps(versions, goVersion),
    kialiPageStep(),
    ...imageSteps(versions),
    ...carrierSteps(versions),
    manifestsStep(versions),
  ];
}

/** The steps of the independent suites, with those of the cluster's that they stand on. */
export function peersPlan(versions: Versions, goVersion: string): Step[] {
  const all = [...plan(versions, goVersion), ...peerSteps(goVersion)];
  const needed = new Set([peersStep]);
  // a set that grows while it is gone through is gone through to its end
  for (const name of needed) for (const step of all) if (step.name === name) needsOf(step).forEach((need) => needed.add(need));
  return all.filter(({ name }) => needed.has(name));
}
