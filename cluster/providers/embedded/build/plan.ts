import type { Step } from './dag/step.ts';
import { carrierSteps } from './steps/carriers.ts';
import { imageSteps } from './steps/images.ts';
import { manifestsStep } from './steps/manifests.ts';
import { kialiPageStep } from './steps/kialiPage.ts';
import { programSteps } from './steps/programs.ts';
import type { Versions } from '../../../versions.ts';

/**
 * Every step of the embedded build.
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
