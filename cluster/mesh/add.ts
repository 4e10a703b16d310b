import { InterruptedError } from '../host/errors.ts';
import { openApi } from '../kube/api.ts';
import { openAsk } from '../kube/ask.ts';
import { type Lab, labForCleanup } from '../records/session.ts';
import { isForeign, type Supply } from '../records/supply.ts';
import { foreignLook } from './foreign.ts';
import { injectionLook, injectionReady, installIstio, removeIstio } from './istio.ts';
import { addonsAnswer, installAddons, removeAddons } from './observability.ts';

/** On Ctrl-C: `take-back` what was being installed (the cluster stood before), or leave it to whoever removes the cluster. */
export type OnInterrupt = 'take-back' | 'leave';

const asSeen = (seen: string) => seen;

export async function istioStep(lab: Lab, supply: Supply, onInterrupt: OnInterrupt): Promise<void> {
  await lab.progress.step('Istio', () => addIstio(lab, supply, onInterrupt), asSeen);
}

export async function addonsStep(lab: Lab, supply: Supply, onInterrupt: OnInterrupt): Promise<void> {
  await lab.progress.step('add-ons', () => addAddons(lab, supply, onInterrupt), asSeen);
}

/** Istio in the cluster: installed unless it works already. */
async function addIstio(lab: Lab, supply: Supply, onInterrupt: OnInterrupt): Promise<string> {
  const present = await lab.runner.act('look whether Istio works already', async () => works(supply, injectionLook), undefined);
  if (present) return present;
  const { istio } = supply;
  if (!istio) return injectionReady(lab, supply);
  return interruptible(
    onInterrupt,
    () => installIstio(lab, supply, istio),
    () => removeIstio(labForCleanup(lab), supply),
  );
}

/** Prometheus and Kiali in the cluster, unless they answer already; in somebody else's what there is. */
async function addAddons(lab: Lab, supply: Supply, onInterrupt: OnInterrupt): Promise<string> {
  if (isForeign(supply)) {
    const look = async () => (await foreignLook(await openAsk(supply), lab.env)).says;
    return lab.runner.act('look whether Prometheus and Kiali answer; nothing is installed', look, 'used as they are');
  }
  const present = await lab.runner.act(
    'look whether Prometheus and Kiali answer already',
    async () => works(supply, addonsAnswer),
    undefined,
  );
  if (present) return present;
  return interruptible(
    onInterrupt,
    () => installAddons(lab, supply),
    () => removeAddons(labForCleanup(lab), supply),
  );
}

async function works(supply: Supply, look: typeof injectionLook): Promise<string | undefined> {
  const { done, says } = await look(await openApi(supply), supply.capabilities).catch(() => ({ done: false, says: '' }));
  return done ? says : undefined;
}

async function interruptible<T>(onInterrupt: OnInterrupt, add: () => Promise<T>, takeBack: () => Promise<void>): Promise<T> {
  try {
    return await add();
  } catch (error) {
    if (error instanceof InterruptedError && onInterrupt === 'take-back') await takeBack();
    throw error;
  }
}
