import type { Lane } from '../lane/lane.ts';
import type { Workload } from '../lane/workload.ts';
import { capture, type CaptureOptions, type Wire } from '../readings/wire/capture.ts';
import { outward, type Outward } from '../readings/wire/outward.ts';
import { Inconclusive, NotApplicable, ObjectRefused, ReaderRefused } from '../errors.ts';
import { isOurs } from '../kube/bounds.ts';
import { connection } from '../kube/connection.ts';
import { nameOf } from '../kube/objects.ts';
import { castOf, type Cast } from './cast.ts';
import { mustChangeLane } from '../lane/ownNamespaces.ts';
import { toRaw, type Touched } from '../lane/objectChanges.ts';
import type { CommandOutcome } from '../readings/command/command.ts';
import type { HttpProbe } from '../readings/http/httpProbe.ts';
import { callsDuring, type SteadyCalls, type SteadyOptions } from '../readings/http/steadyCalls.ts';
import type { Lines } from '../readings/lines.ts';
import { kubernetesMetrics } from '../readings/metrics/kubernetesMetrics.ts';
import { total } from '../readings/metrics/requests.ts';
import { taken, type Reading, type Sample } from '../readings/reading.ts';
import { unnoted, uses, usesIn } from '../uses.ts';
import { pause } from '../waiting.ts';
import { imagesIn, proxyImage } from '../partsIn.ts';
import type { ClaimRun } from './claimRun.ts';

/** What a spec can do to its lane. Each action ends the current beat and is recorded as a change. */
export class LaneHandle {
  private readonly lane: Lane;
  private readonly run: ClaimRun;

  constructor(lane: Lane, run: ClaimRun) {
    this.lane = lane;
    this.run = run;
  }

  get namespace(): string {
    return this.lane.namespace;
  }

  /** False on a cluster of others, where nothing outside the lane's namespaces may be touched. */
  isOurCluster(): Promise<boolean> {
    return isOurs();
  }

  /** False where the images were built here: what they were built to do is nothing that they show. */
  async hasPublishedImages(): Promise<boolean> {
    return !(await connection()).cluster.capabilities.built;
  }

  /** Brings the lane into a world (fixtures/worlds, or beside the spec) and returns the world's workloads. */
  async world(name: string): Promise<Cast> {
    await this.run.endBeat();
    const first = this.run.world === undefined;
    this.run.world ??= name;
    const { workloads, objects, cleared, applied } = await unnoted(() => this.lane.enter(name));
    usesIn(JSON.stringify(objects));
    if (cleared) this.run.changeTimes.worldCleared();
    if (applied) this.run.changeTimes.worldApplied();
    if (!first) this.run.changed(`entered the world "${name}"`);
    return castOf(name, workloads);
  }

  /** A packet capture in a pod's own network namespace while requests are sent. */
  capture(options: CaptureOptions): Promise<Wire> {
    return capture(options);
  }

  /** What Prometheus has in the series of a selector, in all. For the calls between workloads there is `requestsTo`. */
  metric(selector: string): Reading<number> {
    return total(selector);
  }

  /** Metrics that Kubernetes itself has of the lane's namespace. */
  kubernetesMetrics(wanted: string | RegExp): Lines {
    return kubernetesMetrics(this.namespace, wanted);
  }

  /** What leaves this machine while the commands run in the cluster. Only a cluster on our own isolated network promises that nothing does. */
  async outward(commands: Reading<CommandOutcome>[]): Promise<Outward> {
    const { cluster } = await connection();
    if (!cluster.capabilities.isolated)
      throw new NotApplicable('isolated-network', `a cluster of provider ${cluster.provider} may reach outside`);
    return outward(commands);
  }

  /** Applies a YAML file (beside the spec, or under fixtures) or a YAML text such as `written.manifest()`. */
  async apply(fileOrText: string): Promise<void> {
    await this.run.endBeat();
    const { text, name } = await this.lane.yaml(fileOrText);
    usesIn(text);
    const touched = await this.lane.apply(text, name).catch((error: unknown) => {
      // a file beside the spec is ours: its mistakes are not the document's
      throw error instanceof ObjectRefused && text === fileOrText ? new ReaderRefused('kubectl apply', error.message) : error;
    });
    if (this.lane.injects && imagesIn(text).length > 0) uses('istiod', proxyImage);
    this.run.changed(`applied ${named(touched)}`, [{ name, content: text, mediaType: 'application/yaml' }], touched.map(toRaw));
  }

  /**
   * A change made by a command. Undo it in the spec.
   *
   * @throws {Inconclusive} when the command fails: the world would still be the old one
   */
  async change(command: Reading<CommandOutcome>): Promise<void> {
    const { value, says } = await this.ran(command);
    if (value.exit !== 0) throw new Inconclusive(`The change "${command.command}" failed: ${says}.`);
  }

  /** A change whose exit status and output the spec judges itself, such as the document's own command. Undo it in the spec. */
  async attempt(command: Reading<CommandOutcome>): Promise<Reading<CommandOutcome>> {
    return taken(command, await this.ran(command));
  }

  /** A change made by a command, as by `change`, while a client calls all the time: what became of the calls. Undo it in the spec. */
  async during(command: Reading<CommandOutcome>, calling: HttpProbe, options: SteadyOptions = {}): Promise<SteadyCalls> {
    await this.run.endBeat();
    const { calls } = await callsDuring(calling, () => this.change(command), options);
    return calls;
  }

  /**
   * Requests whose traces are to be looked for, each sent once, after what an earlier claim applied has ceased to act and old connections have drained.
   *
   * @param every seconds from one to the next; without it one waits for the other's answer
   * @throws {Inconclusive} where one of them is not answered with this status (or one of these)
   */
  async request(probe: HttpProbe, { times = 1, status = [200] as number[], every = 0 } = {}): Promise<void> {
    await this.run.endBeat();
    await pause(Math.max(this.lane.drain.endsIn, this.run.changeTimes.clearsIn));
    const answers = await patient(probe).row(times, every);
    const content = answers.map(({ says }) => says).join('\n');
    this.run.changed(`sent ${times} × ${probe.says}`, [{ name: 'answers.txt', content, mediaType: 'text/plain' }]);
    const failed = answers.find(({ value }) => !status.includes(value.status));
    if (failed) throw new Inconclusive(`The request "${probe.says}" failed: ${failed.says}.`);
    if (answers.length < times) throw new Inconclusive(`Of ${times} × ${probe.says} only ${answers.length} were sent.`);
  }

  private async ran(command: Reading<CommandOutcome>): Promise<Sample<CommandOutcome>> {
    await this.run.endBeat();
    await mustChangeLane(command.command ?? '', this.lane);
    this.lane.changedByCommand = true;
    const sample = await command.take();
    const ending = sample.value.exit === 0 ? '' : ` (exit ${sample.value.exit})`;
    this.run.changed(`ran: ${command.command}${ending}`, sample.artifacts);
    return sample;
  }

  async remove(fileOrText: string): Promise<void> {
    await this.run.endBeat();
    const { text, name } = await this.lane.yaml(fileOrText);
    usesIn(text);
    const touched = await this.lane.remove(text, name);
    this.run.changed(`removed ${named(touched)}`, [], touched.map(toRaw));
  }

  async scale(workload: Workload, replicas: number): Promise<void> {
    await this.run.endBeat();
    const touched = await this.lane.scale(workload, replicas);
    this.run.changed(`scaled ${workload.name} to ${replicas}`, [], touched.map(toRaw));
  }

  async restart(workload: Workload): Promise<void> {
    await this.run.endBeat();
    await this.lane.restart(workload);
    this.run.changed(`restarted ${workload.name}`);
  }

  /** Labels running pods (null removes), as `kubectl label pod` does; the template keeps its labels. */
  async label(workload: Workload, labels: Record<string, string | null>): Promise<void> {
    await this.run.endBeat();
    const touched = await this.lane.label(workload, labels);
    this.run.changed(
      Object.entries(labels)
        .map(([key, value]) =>
          value === null ? `took label ${key} from ${workload.name}` : `labelled ${workload.name} ${key}=${value}`,
        )
        .join(', '),
      [],
      touched.map(toRaw),
    );
  }
}

/** A resolver asks again after 5 s (resolv.conf(5)). On a busy machine the first answer may be lost, and the request would not be sent. */
function patient(probe: HttpProbe): HttpProbe {
  return probe.request.maxTime === undefined ? probe.within(10) : probe;
}

function named(touched: Touched[]): string {
  return touched.map(({ object }) => nameOf(object).replace('/', ' ')).join(', ');
}
