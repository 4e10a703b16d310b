import { Workload } from '../lane/workload.ts';
import { drawnEdge, type DrawnEdge } from '../readings/graph/edge.ts';
import { clusterIp, containers, eachPod, endpoints, podIps, podNames } from '../readings/objects.ts';
import { certificate, identity, type Certificate } from '../readings/identity.ts';
import { principals } from '../readings/metrics/principals.ts';
import { security } from '../readings/metrics/security.ts';
import { countedByProxy, requestSeries, requestsCounted, scrapes } from '../readings/metrics/requests.ts';
import { podCommand, type CommandOutcome } from '../readings/command/command.ts';
import { signalling } from '../readings/command/signalling.ts';
import { printedLines } from '../readings/command/printed.ts';
import type { HttpRequest } from '../readings/http/curl.ts';
import { resolves } from '../readings/dns.ts';
import { extraTime, type ExtraTimeOptions, type Interval } from '../readings/http/extraTime.ts';
import { HttpProbe, urlOf } from '../readings/http/httpProbe.ts';
import { Spread, type SpreadOptions } from '../readings/http/spread.ts';
import type { Reading } from '../readings/reading.ts';
import type { Lines } from '../readings/lines.ts';
import { logOf } from '../readings/logs/log.ts';
import { logged } from '../readings/logs/logged.ts';
import { ruleHits, type Nodes } from '../readings/serviceRuleHits.ts';

/** How a request differs from a plain one. `port` is the Service's; the default is 80. `address` stands for the Service's name: a pod's, or the ClusterIP. */
export type RequestOptions = Partial<Omit<HttpRequest, 'url'>> & { port?: number; address?: string };

/** A workload with the words that a spec uses. Each word hands out an instrument of readings/; a new instrument adds one line here. */
export class Actor extends Workload {
  get(to: Workload | string, path = '', options: RequestOptions = {}): HttpProbe {
    const { port, address, ...request } = options;
    const url = typeof to === 'string' ? to : urlOf(this, to, path, { port, address });
    return new HttpProbe(this, typeof to === 'string' ? undefined : to, { ...request, url });
  }

  post(to: Workload | string, path = '', options: RequestOptions = {}): HttpProbe {
    return this.get(to, path, { method: 'POST', ...options });
  }

  delete(to: Workload | string, path = '', options: RequestOptions = {}): HttpProbe {
    return this.get(to, path, { method: 'DELETE', ...options });
  }

  /** Which pods answer a row of requests. */
  spread(to: Workload, options: SpreadOptions): Spread {
    return new Spread(this, to, options);
  }

  /** How many milliseconds longer the first byte of one request's answer takes than another's, on connections that are open already. */
  extraTime(of: HttpProbe, over: HttpProbe, options?: ExtraTimeOptions): Reading<Interval> {
    return extraTime(this, of, over, options);
  }

  /** Asks the pod's own DNS server. `host` is fully qualified. */
  resolves(host: string): Reading<string[]> {
    return resolves(this, host);
  }

  /** Lines of the application's own log that hold a text. */
  logged(text: string): Reading<number> {
    return logged(this, text);
  }

  /** Lines of the application's log, or of another container's, that hold a text or match a pattern. */
  log(wanted: string | RegExp, container?: string): Lines {
    return logOf(this, wanted, container);
  }

  podIps(): Reading<string[]> {
    return podIps(this);
  }

  podNames(): Reading<string[]> {
    return podNames(this);
  }

  /** A part of each pod, as the API server has it. */
  eachPod(pick: (pod: any) => unknown): Reading<unknown[]> {
    return eachPod(this, pick);
  }

  containers(): Reading<string[]> {
    return containers(this);
  }

  /** The endpoints of the Service with the workload's name. */
  endpoints(): Reading<string[]> {
    return endpoints(this);
  }

  clusterIp(): Reading<string> {
    return clusterIp(this);
  }

  /** First packets to the Service with the workload's name, counted by the nodes' kernels; on all nodes unless some are named. */
  ruleHits(nodes: Nodes = {}): Reading<number> {
    return ruleHits(this, nodes);
  }

  /** The calls to another workload, as Kiali's graph shows them. */
  edgeTo(to: Workload): DrawnEdge {
    return drawnEdge(this, to);
  }

  /** The requests to another workload, as Prometheus counts them. */
  requestsTo(to: Workload, { status }: { status?: number } = {}): Reading<number> {
    return requestsCounted(this, to, status);
  }

  /** The requests to another workload, as this workload's sidecar counts them. */
  countedTo(to: Workload): Reading<number> {
    return countedByProxy(this, to);
  }

  seriesTo(to: Workload): Reading<number> {
    return requestSeries(this, to);
  }

  /** Who called whom in the calls to another workload, as Prometheus has it from the certificates: `<caller> → <server>`. */
  principalsTo(to: Workload): Reading<string[]> {
    return principals(this, to);
  }

  /** How its calls came to another workload, as the other's proxy counts them: `mutual_tls` or `none`. */
  securityTo(to: Workload): Reading<string[]> {
    return security(this, to);
  }

  /** What the certificate of this workload's proxy says who it is: a SPIFFE URI. */
  identity(): Reading<string> {
    return identity(this);
  }

  /** The certificate of this workload's proxy. */
  certificate(): Reading<Certificate> {
    return certificate(this);
  }

  scrapes(): Reading<string[]> {
    return scrapes(this);
  }

  /** A shell command in the application's container, or in another container of the pod. `absent`: see the reader's commands. */
  runs(command: string, where: string | { container?: string; absent?: string } = {}): Reading<CommandOutcome> {
    return podCommand(this, command, typeof where === 'string' ? { container: where } : where);
  }

  /** Sends a signal to the processes of a name in a container; prints the signal once for each. */
  signals(signal: 'STOP' | 'CONT', process: string, container: string): Reading<CommandOutcome> {
    return podCommand(this, signalling(signal, process), { container });
  }

  /** Lines that a shell command prints there, which hold a text or match a pattern. */
  lines(command: string, wanted: string | RegExp, where: string | { container?: string; absent?: string } = {}): Lines {
    return printedLines(this.runs(command, where), wanted);
  }
}
