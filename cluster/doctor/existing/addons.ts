import type { Ask } from '../../kube/ask.ts';
import { type Addon, addons, findAddon, inWords, type Place, probes, proxyPath, titles } from '../../records/addonPlaces.ts';
import { scrapeInterval } from '../../records/scrapeInterval.ts';
import { rights } from '../../records/rights.ts';
import { type Check, check } from '../check.ts';

type Environment = Record<string, string | undefined>;

/** Whether Prometheus and Kiali are there and answer us. Without them their claims are not applicable, and the others go on. */
export const addonChecks = (ask: Ask, env: Environment): Promise<Check[]> =>
  Promise.all(addons.map((addon) => addonCheck(addon, ask, env)));

async function addonCheck(addon: Addon, ask: Ask, env: Environment): Promise<Check> {
  const title = titles[addon];
  const found = await findAddon(addon, ask, env);
  const none = 'Its claims are not applicable here. Nothing is installed in a cluster that is not ours.';
  if ('lacks' in found) return check(title, 'warn', found.lacks, none);
  const { place } = found;
  const { status, body } = await ask(proxyPath(place, probes[addon]));
  const where = inWords(place);
  if (status === 200) return check(title, 'ok', `answers at ${where}${await howOften(addon, place, ask)}`);
  const refused = String(body?.message ?? '').includes('services/proxy');
  return refused
    ? check(
        title,
        'warn',
        `nobody gave us the right to ask ${where}`,
        `In ${rights.manifest} an administrator adds ${place.service}:${place.port} to the resourceNames of services/proxy, and applies it.`,
      )
    : check(title, 'warn', `${where} answers ${status} to ${place.path}${probes[addon]}`, `${none} A login is not given to us.`);
}

async function howOften(addon: Addon, place: Place, ask: Ask): Promise<string> {
  if (addon !== 'prometheus') return '';
  const { body } = await ask(proxyPath(place, '/api/v1/targets?state=active'));
  const interval = scrapeInterval(body);
  return interval ? `, and reads every ${interval / 1000} s` : ', and reads nothing yet';
}
