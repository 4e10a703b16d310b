import { ProgramError } from '../../host/errors.ts';
import { openAsk } from '../../kube/ask.ts';
import { allowedContext } from '../../kube/config.ts';
import { asRunner } from '../../providers/existing/runner.ts';
import { injectionLabel } from '../../records/injection.ts';
import type { Lab } from '../../records/session.ts';
import { type Check, check } from '../check.ts';
import { addonChecks } from './addons.ts';
import { workloadImages } from './images.ts';
import { meshChecks, readMesh } from './mesh.ts';
import { rightsChecks } from './rights.ts';
import { trialLane } from './trialLane.ts';

/** Whether claims can be measured in a cluster that somebody else made: its rights, its mesh, and what a pod in a lane would meet. */
export async function clusterChecks({ env, runner }: Lab): Promise<Check[]> {
  try {
    const { context, text } = await allowedContext(env);
    const ask = await openAsk({ text: await asRunner(context, text) });
    const rights = await rightsChecks(ask);
    const mesh = meshChecks(await readMesh(ask, env.REVISION));
    const observability = await addonChecks(ask, env);
    // without rights, or bounds to them, nothing is made
    const trial = { label: injectionLabel(env), images: await workloadImages(env) };
    const tried = rights.some(({ status }) => status === 'fail') ? [] : await trialLane(ask, runner.signal, trial);
    return [...rights, ...mesh, ...observability, ...tried];
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return [check('cluster', 'fail', error.message, error.remedy)];
  }
}
