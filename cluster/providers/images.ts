import type { Versions } from '../versions.ts';
import type { Supply } from './provider.ts';

/** The node image as kind publishes it. */
export const publishedNode = ({ kubernetes }: Pick<Versions, 'kubernetes'>): string => `kindest/node:v${kubernetes}`;

/** The add-ons as their projects publish them. */
export const publishedImages = ({ prometheus, kiali }: Pick<Versions, 'prometheus' | 'kiali'>): Supply['images'] => ({
  prometheus: `docker.io/prom/prometheus:${prometheus}`,
  kiali: `quay.io/kiali/kiali:${kiali}`,
});
