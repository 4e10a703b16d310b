import type { Lane } from '../lane/lane.ts';
import type { Workload } from '../lane/workload.ts';
import { capture, type CaptureOptions, type Wire } from '../capture/capture.ts';
import { outward, type Outward } from '../capture/outward.ts';
import { NotApplicable } from '../errors.ts';
import { connection } from '../kube/connection.ts';
import { castOf, type Cast } from '../lane/cast.ts';
import { toRaw, type Touched } from '../lane/touched.ts';
import type { CommandOutcome } from '../probe/command.ts';
import { taken, type Reading } from '../reading.ts';
import type { ClaimRun } from './run.ts';

/** A spec's hands on its lane: every move ends the beat before it and is recorded as a change. */
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

  /** On a cluster that is not of our own making nothing outside of the lane's namespaces may be touched. */
  async isOurCluster(): Promise<boolean> {
    const { cluster } = await connection();
    return cluster.provider !== 'existing';
  }

  /** Brings the lane into a world (fixtures/worlds, or beside the spec) and hands out who lives there. */
  async world(name: string): Promise<Cast> {
    await this.run.endBeat();
    const first = this.run.world === undefined;
    this.run.world ??= name;
    const { workloads, cleared } = await this.lane.enter(name);
    if (cleared) this.run.worldCleared();
    if (!first) this.run.changed(`entered the world "${name}"`);
    return castOf(name, workloads);
  }

  /** A packet capture in a pod's own network namespace while requests are sent. */
  capture(options: CaptureOptions): Promise<Wire> {
    return capture(options);
  }

  /** What leaves this machine while the commands run in the cluster; only a cluster of our own network promises that nothing does. */
  async outward(commands: Reading<CommandOutcome>[]): Promise<Outward> {
    const { cluster } = await connection();
    if (cluster.provider !== 'embedded') throw new NotApplicable(`a cluster of provider ${cluster.provider} may reach outside`);
    return outward(commands);
  }

  /** Applies a YAML file (beside the spec, or under fixtures) or a YAML text such as `written.manifest()`. */
  async apply(fileOrText: string): Promise<void> {
    await this.run.endBeat();
    const { text, name } = await this.lane.yaml(fileOrText);
    const touched = await this.lane.apply(text, name);
    this.run.changed(`applied ${named(touched)}`, [{ name, content: text, mediaType: 'application/yaml' }], touched.map(toRaw));
  }

  /** A change made by a command, such as the document's own; what it printed can be judged afterwards. Undo it in the spec. */
  async change(command: Reading<CommandOutcome>): Promise<Reading<CommandOutcome>> {
    await this.run.endBeat();
    this.lane.changedByCommand = true;
    const sample = await command.take();
    this.run.changed(`ran: ${command.command}`);
    return taken(command, sample);
  }

  async remove(fileOrText: string): Promise<void> {
    await this.run.endBeat();
    const { text, name } = await this.lane.yaml(fileOrText);
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

function named(touched: Touched[]): string {
  return touched.map(({ object }) => `${object.kind} ${object.metadata?.name}`).join(', ');
}
