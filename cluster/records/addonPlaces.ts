import { InfrastructureError, UsageError } from '../host/errors.ts';

type Environment = Record<string, string | undefined>;

export const addons = ['prometheus', 'kiali'] as const;
export type Addon = (typeof addons)[number];
export const titles: Record<Addon, string> = { prometheus: 'Prometheus', kiali: 'Kiali' };

/** A Service and its port, by name or number, as the API server's proxy names them, and the path below which it answers. */
export type Place = {
  namespace: string;
  /** With `https:` before it where the port speaks TLS. */
  service: string;
  port: string;
  path: string;
};

/** Where Istio's own samples put them, and we. */
export const usualPlaces: Record<Addon, Place> = {
  prometheus: { namespace: 'istio-system', service: 'prometheus', port: '9090', path: '' },
  kiali: { namespace: 'istio-system', service: 'kiali', port: '20001', path: '/kiali' },
};

export const inWords = ({ namespace, service, port, path }: Place): string => `${namespace}/${service}:${port}${path}`;

export const isUsual = (addon: Addon, place: Place): boolean => inWords(place) === inWords(usualPlaces[addon]);

export const nameOf = ({ service }: Pick<Place, 'service'>): string => service.replace(/^https?:/, '');

/** The path of the API server that leads to a path of an add-on. */
export const proxyPath = ({ namespace, service, port, path }: Place, below: string): string =>
  `/api/v1/namespaces/${namespace}/services/${service}:${port}/proxy${path}${below}`;

/** A path at which an add-on answers whoever may ask it. */
export const probes: Record<Addon, string> = { prometheus: '/-/ready', kiali: '/api/namespaces' };

/** How whoever put an add-on there marks its Service, the surest first: charts and operators, older charts, Prometheus' own operator. */
const marks: Record<Addon, string[]> = {
  prometheus: ['app.kubernetes.io/name=prometheus', 'app=prometheus', 'operated-prometheus=true'],
  kiali: ['app.kubernetes.io/name=kiali', 'app=kiali'],
};

/** A GET of the API server; `body` is the parsed JSON. */
type Get = (path: string) => Promise<{ status: number; body: any }>;

/** Where an add-on answers, or why it does not. */
export type Found = { place: Place } | { lacks: string };

/**
 * Finds an add-on that somebody else put into the cluster: where the environment says, at its usual place, or by the marks of its Service.
 * What carries it does not count, a Deployment, a StatefulSet or an operator: a Service of it has a ready endpoint.
 *
 * @throws UsageError where the environment names no Service
 * @throws InfrastructureError where the API server does not say
 */
export async function findAddon(addon: Addon, get: Get, env: Environment = process.env): Promise<Found> {
  const told = toldPlace(addon, env);
  const first = told ?? usualPlaces[addon];
  if (await isReady(get, first)) return { place: first };
  if (told)
    return { lacks: `Service ${nameOf(told)} in ${told.namespace}, which ${variables[addon]} names, has no ready endpoint` };
  for (const mark of marks[addon]) {
    const services = await items(get, `/api/v1/services?labelSelector=${encodeURIComponent(mark)}`);
    const places = services.map((service) => placeOf(addon, service));
    const ready = await Promise.all(places.map((place) => isReady(get, place)));
    const [place, ...others] = places.filter((_, index) => ready[index]);
    if (place && others.length === 0) return { place };
    if (place)
      return {
        lacks: `several Services may be it (${[place, ...others].map(inWords).join(', ')}), and ${variables[addon]} names none`,
      };
  }
  return { lacks: `no Service of it has a ready endpoint, neither ${inWords(first)} nor one with a usual label` };
}

export const variables: Record<Addon, string> = { prometheus: 'PROMETHEUS_AT', kiali: 'KIALI_AT' };

/** @throws UsageError for a text that names no Service */
export function toldPlace(addon: Addon, { PROMETHEUS_AT, KIALI_AT }: Environment): Place | undefined {
  const text = addon === 'prometheus' ? PROMETHEUS_AT : KIALI_AT;
  if (!text) return undefined;
  const [, namespace, service, port, path] =
    /^([a-z0-9-]+)\/((?:https?:)?[a-z0-9-]+):([a-z0-9-]+)(\/[\w./-]*)?$/.exec(text) ?? [];
  if (namespace && service && port)
    return { namespace, service, port, path: path?.replace(/\/+$/, '') ?? usualPlaces[addon].path };
  throw new UsageError(`${variables[addon]}=${text} names no Service.`, {
    remedy: `${variables[addon]}=<namespace>/<service>:<port>, with the path behind it where there is one, such as ${inWords(usualPlaces[addon])}.`,
  });
}

type Service = { metadata: { name: string; namespace: string }; spec?: { ports?: { port: number }[] } };

function placeOf(addon: Addon, { metadata: { name: service, namespace }, spec }: Service): Place {
  const { port: usual, path } = usualPlaces[addon];
  const ports = (spec?.ports ?? []).map(({ port }) => String(port));
  return { namespace, service, port: ports.includes(usual) ? usual : (ports[0] ?? usual), path };
}

async function isReady(get: Get, place: Place): Promise<boolean> {
  const selector = encodeURIComponent(`kubernetes.io/service-name=${nameOf(place)}`);
  const path = `/apis/discovery.k8s.io/v1/namespaces/${place.namespace}/endpointslices?labelSelector=${selector}`;
  return (await items(get, path)).some(({ endpoints }) =>
    (endpoints as { conditions?: { ready?: boolean } }[] | null | undefined)?.some(
      ({ conditions }) => conditions?.ready !== false,
    ),
  );
}

async function items(get: Get, path: string): Promise<any[]> {
  const { status, body } = await get(path);
  if (status === 200) return (body?.items ?? []) as any[];
  throw new InfrastructureError(`GET ${path} was answered ${status} ${body?.message ?? ''}`.trimEnd());
}
