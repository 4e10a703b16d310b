import type { Api, Target } from '../kube/api.ts';
import { type Ask, openAsk } from '../kube/ask.ts';
import type { Look } from '../host/poll.ts';
import { type Addon, addons, findAddon, inWords, isUsual, titles } from '../records/addonPlaces.ts';
import type { Capabilities } from '../records/state.ts';
import { addonsAnswer } from './observability.ts';

type Environment = Record<string, string | undefined>;

/** What somebody else's cluster has of the add-ons. Nothing is waited for: what it lacks, nobody brings. */
export async function foreignLook(ask: Ask, env: Environment): Promise<Look> {
  try {
    return { done: true, says: (await Promise.all(addons.map((addon) => seen(addon, ask, env)))).join('; ') };
  } catch (error) {
    return {
      done: true,
      says: `whether Prometheus and Kiali answer could not be seen (${(error as Error).message.split('\n')[0]})`,
    };
  }
}

async function seen(addon: Addon, ask: Ask, env: Environment): Promise<string> {
  const found = await findAddon(addon, ask, env);
  if ('lacks' in found) return `${titles[addon]} does not answer (${found.lacks}): claims that need it are not applicable`;
  return `${titles[addon]} answers${isUsual(addon, found.place) ? '' : ` at ${inWords(found.place)}`}`;
}

type Standing = Pick<Target, 'kubeconfig' | 'context'> & { capabilities: Capabilities };

/** In our own clusters the add-ons have to answer, in somebody else's they may be missing. */
export const addonsLook = async (api: Api, cluster: Standing, env: Environment): Promise<Look> =>
  cluster.capabilities.owned ? addonsAnswer(api) : foreignLook(await openAsk(cluster), env);
