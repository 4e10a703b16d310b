import type { Observation } from '../../../../helpers/evidence/schema.ts';
import { type Markup, markup, trusted } from '../../../web/markup.ts';

/** How far a request came. */
export type Way = 'served' | 'proxy' | 'door' | 'dropped' | 'unnamed' | 'other';

/** The words under the arrow of a request. */
export const wayWords: Record<Way, string> = {
  served: 'reaches the application',
  proxy: "refused by the target's proxy",
  door: 'refused at the target',
  dropped: 'dropped on the way',
  unnamed: 'name not resolved',
  other: 'outcome without an answer',
};

const ways: [RegExp, Way][] = [
  [/RBAC: access denied/, 'proxy'],
  [/^\d{3}\b/, 'served'],
  [/^(reset|refused|tls)\b/, 'door'],
  [/^timeout\b/, 'dropped'],
  [/^dns/, 'unnamed'],
];

/** Reads the way from the outcome of a request: timeout, reset, refused, dns, or a status. */
export function wayOf({ outcome }: Pick<Observation, 'outcome'>): Way {
  return ways.find(([form]) => form.test(outcome.says))?.[1] ?? 'other';
}

// Signs, because colour alone must not tell ways apart.
const signs = {
  arrow: '<path d="M2 2l11 6-11 6z"/>',
  cross: '<path class="stroke" d="m3 3 10 10m0-10L3 13"/>',
};

export const wayDefinitions = markup`<svg class="definitions" aria-hidden="true" width="0" height="0">${Object.entries(signs).map(
  ([name, paths]) => markup`<symbol id="way-${name}" viewBox="0 0 16 16">${trusted(paths)}</symbol>`,
)}</svg>`;

export const waySign = (way: Way): Markup => markup`<svg><use href="#way-${way === 'served' ? 'arrow' : 'cross'}"/></svg>`;

/** `attacker` of `attacker (10.244.1.5)`, without the hash that a Deployment adds to the name of a pod. */
export function party(name: string): string {
  return name
    .replace(/ \(.*\)$/, '')
    .replace(/-[0-9a-f]{8,10}-[a-z0-9]{5}$/, '')
    .replace(/^https?:\/\//, '');
}

/** `POST http://backend/data` of `frontend POST http://backend/data`, without the namespace of the lane. */
export function requestOf({ probe }: Observation): string {
  const [first = '', ...rest] = probe.says.split(' ');
  const request = /^[A-Z]+$/.test(rest[0] ?? '') && party(probe.from ?? '').startsWith(first) ? rest.join(' ') : probe.says;
  return request.replace(/\.mp-[a-z0-9-]+\.svc\.cluster\.local/, '').replace(/(http:\/\/[^/ ]+)\/$/, '$1');
}
