import { isDeepStrictEqual } from 'node:util';
import type { Change, State } from './schema.ts';

type Facts = Record<string, unknown>;
type Objects = Record<string, Facts>;

/** A Kubernetes object as `kubectl get -o json` prints it. */
export type KubeObject = {
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Facts; deletionTimestamp?: string };
} & Record<string, any>;

const readyOf = (statuses: { ready: boolean }[] = []): string =>
  `${statuses.filter(({ ready }) => ready).length}/${statuses.length}`;

/** What is worth telling about an object, without what changes by itself (times, versions, node names of no interest). */
function factsOf(object: KubeObject): Facts {
  const { kind, metadata, spec = {}, status = {} } = object;
  const labels = metadata.labels ?? {};
  switch (kind) {
    case 'Deployment':
      return { replicas: spec.replicas, ready: status.readyReplicas ?? 0, images: images(spec.template.spec) };
    case 'Pod':
      return {
        phase: metadata.deletionTimestamp ? 'Terminating' : status.phase,
        ready: readyOf(status.containerStatuses),
        ip: status.podIP ?? null,
        containers: spec.containers.map((one: { name: string }) => one.name),
        initContainers: (spec.initContainers ?? []).map((one: { name: string }) => one.name),
        labels,
      };
    case 'Service':
      return {
        type: spec.type,
        clusterIP: spec.clusterIP,
        ports: (spec.ports ?? []).map(
          ({ port, targetPort }: { port: number; targetPort: string | number }) => `${port}>${targetPort}`,
        ),
        selector: spec.selector ?? {},
        sessionAffinity: spec.sessionAffinity,
      };
    case 'Namespace':
      return { labels };
    default:
      return spec && Object.keys(spec).length > 0 ? { spec } : {};
  }
}

const images = ({ containers }: { containers: { image: string }[] }): string[] => containers.map(({ image }) => image);

/** Objects by `Kind/name`; those outside namespace default, or what stands for it, carry their namespace: `Deployment/istio-system/istiod`. */
export function stateOf(objects: readonly KubeObject[], home = 'default'): Objects {
  return Object.fromEntries(
    objects
      .map((object) => {
        const { name, namespace } = object.metadata;
        const place = namespace && namespace !== home ? `${namespace}/` : '';
        return [`${object.kind}/${place}${name}`, factsOf(object)] as const;
      })
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

/** What differs between two states; none counts as empty. */
export function changesBetween(before: State, after: State): Change[] {
  const was = before ?? {};
  const is = after ?? {};
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names.flatMap((object): Change[] => {
    const old = was[object];
    const now = is[object];
    if (!old) return [{ object, change: 'added', is: now }];
    if (!now) return [{ object, change: 'removed', was: old }];
    const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
      (field) => !isDeepStrictEqual(old[field], now[field]),
    );
    const only = (facts: Facts) =>
      Object.fromEntries(fields.filter((field) => field in facts).map((field) => [field, facts[field]]));
    return fields.length === 0 ? [] : [{ object, change: 'changed', was: only(old), is: only(now) }];
  });
}
