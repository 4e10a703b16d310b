import {
  type Addon,
  addons,
  findAddon,
  inWords,
  isUsual,
  type Place,
  probes,
  proxyPath,
  titles,
  usualPlaces,
} from '../../cluster/records/addonPlaces.ts';
import { rights } from '../../cluster/records/rights.ts';
import { NotApplicable } from '../errors.ts';
import { jsonIn } from '../json.ts';
import { uses } from '../uses.ts';
import { isOurs, rightsRefusal } from './bounds.ts';
import { api, type ApiAnswer } from './http.ts';

export type { Addon } from '../../cluster/records/addonPlaces.ts';

/** Add-ons that a command asks through the API server's proxy. */
export function addonsIn(command: string): Addon[] {
  return addons.filter((addon) => command.includes(`/namespaces/istio-system/services/${addon}:`));
}

const known = new Map<Addon, Promise<Place>>();

/**
 * Where an add-on answers. In our own clusters one that is not there is a fault, and whatever asks it fails; in somebody else's it is how
 * things are.
 *
 * @throws {NotApplicable} where the cluster is not ours, and no Service of the add-on has a ready endpoint
 */
export async function addonAt(addon: Addon): Promise<Place> {
  if (await isOurs()) return usualPlaces[addon];
  const place = known.get(addon) ?? find(addon);
  known.set(addon, place);
  // it may come
  place.catch(() => known.delete(addon));
  return place;
}

async function find(addon: Addon): Promise<Place> {
  const found = await findAddon(addon, async (path) => {
    const { status, body } = await api(path);
    return { status, body: jsonIn(body) };
  });
  if ('place' in found) return found.place;
  throw new NotApplicable(
    addon,
    `${titles[addon]} does not answer here: ${found.lacks}, and nothing is installed in a cluster that is not ours.`,
  );
}

/**
 * GET through the API server's proxy to an add-on, so that nothing has to be published outside the cluster.
 *
 * @throws {NotApplicable} where the cluster is not ours, and it does not answer, asks for a login, or may not be asked
 */
export async function addonGet(addon: Addon, path: string): Promise<ApiAnswer> {
  const place = await addonAt(addon);
  // Kiali draws what Prometheus has
  uses('prometheus', ...(addon === 'kiali' ? (['kiali'] as const) : []));
  const answer = await api(proxyPath(place, path));
  if (!(await isOurs())) mustAnswerUs(addon, place, answer);
  return answer;
}

/** What a login page is reached by, or refused with. */
const wantsLogin = [302, 303, 307, 401, 403];

function mustAnswerUs(addon: Addon, { service, port, namespace }: Place, { status, body }: ApiAnswer): void {
  if (!wantsLogin.includes(status)) return;
  const { message = '' } = (jsonIn(body) ?? {}) as { message?: string };
  throw new NotApplicable(
    addon,
    rightsRefusal(message)
      ? `Nobody gave us the right to ask ${titles[addon]} in ${namespace}: ClusterRole meshproof-looks has to name ${service}:${port} (${rights.manifest}).`
      : `${titles[addon]} asks for a login here, and nobody gave us one.`,
  );
}

/**
 * For a command that asks an add-on by its usual place.
 *
 * @throws {NotApplicable} where the cluster is not ours, and it does not answer us there
 */
export async function needAtUsualPlace(addon: Addon): Promise<void> {
  if (await isOurs()) return;
  const place = await addonAt(addon);
  if (!isUsual(addon, place))
    throw new NotApplicable(
      addon,
      `The command asks ${titles[addon]} at ${inWords(usualPlaces[addon])}, and here it is at ${inWords(place)}.`,
    );
  await addonGet(addon, probes[addon]);
}
