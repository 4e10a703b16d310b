import { imagesIn, proxyImage } from '../partsIn.ts';
import { exec, type ExecResult, type PodRef } from '../kube/exec.ts';
import { list, type Manifest } from '../kube/objects.ts';
import { appContainer, isReady } from '../kube/pods.ts';
import { times } from '../times.ts';
import { uses } from '../uses.ts';
import { until } from '../waiting.ts';
import type { Part } from '../../cluster/records/parts.ts';

/** A workload of a world, as the cluster knows it: name, namespace and pods. The words that a spec uses of it: claim/actor.ts. */
export class Workload {
  /** How its world calls it. */
  readonly name: string;
  /** Name of its Service, by which it is called; where it has none, that of its Deployment. */
  readonly service: string;
  /** Name of its Deployment or bare pod, as metrics and graphs have it. */
  readonly deployment: string;
  readonly namespace: string;
  /** The namespace of the lane, from which short Service names are resolved. */
  readonly home: string;
  readonly selector: string;
  readonly injected: boolean;
  /** What its pods consist of. */
  readonly parts: readonly Part[];
  /** The format of its access log (readings/logs/accessLog.ts). */
  readonly logFormat: string;
  /** How its answers name their pod: a basic regular expression (POSIX) whose group is the name. */
  readonly naming: string;

  constructor(of: {
    name: string;
    service?: string;
    deployment?: string;
    namespace: string;
    home: string;
    selector: string;
    injected: boolean;
    parts?: readonly Part[];
    logFormat?: string;
    naming?: string;
  }) {
    this.name = of.name;
    this.service = of.service ?? of.name;
    this.deployment = of.deployment ?? of.name;
    this.namespace = of.namespace;
    this.home = of.home;
    this.selector = of.selector;
    this.injected = of.injected;
    this.parts = of.parts ?? [];
    this.logFormat = of.logFormat ?? 'nginx';
    // the document's own expression (module 1, line 113), for nginxdemos/hello
    this.naming = of.naming ?? String.raw`Server&nbsp;name:<\/span> <span>\([^<]*\)`;
  }

  /** Pods that are Ready and not on their way out, oldest first. */
  async pods(): Promise<Manifest[]> {
    uses(...this.parts);
    const pods = await list('v1', 'Pod', this.namespace, this.selector);
    return pods
      .filter((pod) => isReady(pod) && !pod.metadata?.deletionTimestamp)
      .sort((a, b) => stamp(a).localeCompare(stamp(b)));
  }

  /** The newest Ready pod: the one that a restart or a scale brought. Waits up to 10 s for one. */
  async pod(): Promise<Manifest> {
    let newest: Manifest | undefined;
    await until(`a Ready pod with ${this.selector} in ${this.namespace}`, times.pod, async () => {
      newest = (await this.pods()).at(-1);
      return newest ? true : 'there is none';
    });
    return newest as unknown as Manifest;
  }

  /** A command that only reads, such as a look-up: it may be sent twice. */
  async asks(command: string[], container?: string): Promise<ExecResult> {
    const pod = await this.pod();
    return exec(podRef(pod, container), command, { reads: true });
  }

  async exec(command: string[], container?: string): Promise<ExecResult> {
    return exec(podRef(await this.pod(), container), command);
  }
}

/** What the pods of these objects consist of. */
export function partsOf(objects: readonly Manifest[], injected: boolean): Part[] {
  return ['node', ...new Set(imagesIn(JSON.stringify(objects))), ...(injected ? (['istiod', proxyImage] as const) : [])];
}

function podRef(pod: Manifest, container = appContainer(pod)): PodRef {
  return { namespace: pod.metadata?.namespace ?? '', pod: pod.metadata?.name ?? '', container };
}

function stamp(pod: Manifest): string {
  return `${new Date(pod.metadata?.creationTimestamp ?? 0).toISOString()} ${pod.metadata?.name}`;
}
