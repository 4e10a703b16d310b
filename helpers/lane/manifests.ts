import type { Manifest } from '../kube/objects.ts';
import type { WorkloadEntry } from './worldFile.ts';

/** Where a workload lives. `injects`: pods there get a sidecar; `node`: the one that an entry `beside` another has to run on. */
interface Home {
  namespace: string;
  injects: boolean;
  node?: string | undefined;
}

/** A workload's objects as its world wants them. */
export function shape(objects: Manifest[], entry: WorkloadEntry, { namespace, injects, node }: Home): Manifest[] {
  return objects.map((original) => {
    const object = structuredClone(original);
    object.metadata = { ...object.metadata, namespace };
    const template = object.kind === 'Pod' ? object : object.spec?.template;
    if (template && object.kind !== 'Service') {
      template.metadata = {
        ...template.metadata,
        labels: {
          ...template.metadata?.labels,
          ...(entry.injected === undefined ? {} : { 'sidecar.istio.io/inject': String(entry.injected) }),
          ...entry.labels,
        },
        annotations: {
          ...template.metadata?.annotations,
          'meshproof/injection': String(isInjected(entry, injects)),
          ...entry.annotations,
        },
      };
      if (entry.serviceAccount) template.spec.serviceAccountName = entry.serviceAccount;
      if (node) template.spec.nodeName = node;
    }
    if (entry.replicas !== undefined && object.kind === 'Deployment') object.spec.replicas = entry.replicas;
    return object;
  });
}

export function isInjected(entry: WorkloadEntry, injects: boolean): boolean {
  return entry.injected ?? injects;
}

/** What a workload's file says of its application: the format of its access log, and how its answers name their pod. */
export function witnessOf(objects: Manifest[]): { logFormat?: string; naming?: string } {
  const annotations = Object.assign({}, ...objects.map(({ metadata }) => metadata?.annotations)) as Record<string, string>;
  const { 'meshproof/log': logFormat, 'meshproof/naming': naming } = annotations;
  return { ...(logFormat !== undefined && { logFormat }), ...(naming !== undefined && { naming }) };
}

/** The label selector of the workload's pods: `app=` of a Deployment, `run=` of a bare pod, as kubectl sets them; a lone Service's own. */
export function selectorOf(objects: Manifest[]): string {
  const pod = objects.find((one) => one.kind === 'Pod');
  if (pod) return `run=${pod.metadata?.labels?.run}`;
  const deployment = objects.find((one) => one.kind === 'Deployment');
  const service = objects.find((one) => one.kind === 'Service');
  const selector = (deployment?.spec.selector.matchLabels ?? service?.spec.selector) as Record<string, string> | undefined;
  if (!selector) throw new Error('a workload file holds a Pod, a Deployment or a Service with a selector');
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** What the cluster calls a workload: its Service and its Deployment or bare pod. Of several of a kind, the one of the file's name. */
export function namesOf(objects: Manifest[], file: string): { service: string; deployment: string } {
  const nameOf = (wanted: string) => {
    const names = objects.filter(({ kind }) => kind === wanted).map(({ metadata }) => metadata?.name);
    return names.includes(file) ? file : names[0];
  };
  const deployment = nameOf('Deployment') ?? nameOf('Pod') ?? file;
  return { deployment, service: nameOf('Service') ?? deployment };
}
