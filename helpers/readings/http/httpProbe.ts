import type { PodRef } from '../../kube/exec.ts';
import { appContainer } from '../../kube/pods.ts';
import type { Workload } from '../../lane/workload.ts';
import { usesOfCall } from '../../uses.ts';
import type { Proof, Reading, Sample } from '../reading.ts';
import { curlCommand, type HttpRequest } from './curl.ts';
import { burst, type Burst } from './burst.ts';
import { curlWorks } from './curlWorks.ts';
import type { HttpOutcome } from './refusal.ts';

const gapSeconds = 0.25;

/** One request from a pod, as data. `to` is undefined where the target is no workload of the lane (the API server, an address). */
export class HttpProbe implements Reading<HttpOutcome> {
  readonly repeat = 'until-stable';
  readonly witness = 'client';
  /** An outcome is never blank: curl writes its own status. */
  readonly blanks: HttpOutcome[] = [];
  readonly says: string;
  readonly command: string;
  readonly client: Workload;
  readonly target: Workload | undefined;
  readonly request: HttpRequest;
  from: string;
  to: string;
  private lastBurst: Burst | undefined;

  constructor(client: Workload, target: Workload | undefined, request: HttpRequest) {
    this.client = client;
    this.target = target;
    this.request = request;
    this.says = `${client.name} ${request.method ?? 'GET'} ${request.url}${request.headers ? ` with ${Object.keys(request.headers).join(', ')}` : ''}`;
    this.from = client.name;
    this.to = target?.name ?? request.url;
    this.command = curlCommand(request);
  }

  prove(): Promise<Proof> {
    return curlWorks(this.client);
  }

  /** With another limit on curl's time, in seconds. */
  within(seconds: number): HttpProbe {
    return new HttpProbe(this.client, this.target, { ...this.request, maxTime: seconds });
  }

  /** The same request to one pod of the target, past the Service. */
  past(address: string): HttpProbe {
    const url = new URL(this.request.url);
    url.hostname = address;
    return new HttpProbe(this.client, this.target, { ...this.request, url: url.href });
  }

  async take(): Promise<Sample<HttpOutcome>> {
    for await (const sample of this.start(await this.pod(), 1)) return sample;
    throw new Error('unreachable: a burst of one has one sample or throws');
  }

  async *stream(limitMs: number): AsyncIterable<Sample<HttpOutcome>> {
    yield* this.start(await this.pod(), Math.ceil(limitMs / 1000 / gapSeconds));
  }

  /** So many requests, each sent once: every `gap` seconds, or with 0 each after the answer to the one before. */
  async row(count: number, gap = 0): Promise<Sample<HttpOutcome>[]> {
    return Array.fromAsync(burst(await this.pod(), this.request, { count, gap }).samples);
  }

  /** SYNs sent again during the last burst: the client's kernel says that nobody answered. */
  synRetransmissions(): number | undefined {
    return this.lastBurst?.synRetransmissions();
  }

  private start(pod: PodRef, count: number): AsyncIterable<Sample<HttpOutcome>> {
    this.lastBurst = burst(pod, this.request, { count, gap: gapSeconds });
    return this.lastBurst.samples;
  }

  /** For who calls by a program of its own. */
  noteUse(): void {
    usesOfCall(this.client, this.target);
  }

  private async pod(): Promise<PodRef> {
    this.noteUse();
    const pod = await this.client.pod();
    this.from = `${pod.metadata?.name} (${pod.status?.podIP})`;
    return { namespace: this.client.namespace, pod: pod.metadata?.name ?? '', container: appContainer(pod) };
  }
}

/** The URL under which a client of one namespace calls a workload: the short Service name where it would type it. */
export function urlOf(client: Workload, target: Workload, path: string, at: { port?: number; address?: string } = {}): string {
  const name = client.namespace === target.namespace ? target.service : `${target.service}.${target.namespace}.svc.cluster.local`;
  return `http://${at.address ?? name}${at.port ? `:${at.port}` : ''}${path}`;
}
