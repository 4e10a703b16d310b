import { basename } from 'node:path';
import { isOurs } from '../kube/bounds.ts';
import { apply, parseManifests, patch, read, remove, type Manifest } from '../kube/objects.ts';
import { serviceRulesWritten } from '../kube/serviceRules.ts';
import { isAlike, settled } from './settled.ts';
import { asDeclared } from './assertAsDeclared.ts';
import type { Names } from './localiseWords.ts';
import { localiseManifests } from './localiseManifests.ts';
import { mustBeInLane, outlives } from './ownNamespaces.ts';
import { namespacesOf, otherOf, placeOf, usualRoles, type LaneNamespace, type Roles } from '../namespaceRoles.ts';
import { isInjected, namesOf, selectorOf, shape, witnessOf } from './manifests.ts';
import { fixtureText } from './mirroredImages.ts';
import { createNamespace, removeNamespace, setInjection } from './namespace.ts';
import { admit } from './readersRights.ts';
import { removeStaleEvents } from './staleEvents.ts';
import { endPod, endStrayPods } from './strayPods.ts';
import { fileOf, fixturePath, mustBeApart, readWorld, type World, type WorkloadEntry } from './worldFile.ts';
import { Applied, keyOf } from './applied.ts';
import type { Entered } from './entered.ts';
import { around, type Touched } from './objectChanges.ts';
import { partsOf, Workload } from './workload.ts';

interface Standing {
  objects: Manifest[];
  signature: string;
  workload: Workload;
}

/** One namespace that a spec file owns, with the workloads in it; a world may ask for a second one. */
export class Lane {
  readonly namespace: string;
  /** The file whose worlds and fixtures are meant: a lane is handed from file to file. */
  specFile: string;
  /** A reader's command changed something in this lane. */
  changedByCommand = false;
  /** Patches that take back what `label` did. */
  private relabelled: Manifest[] = [];
  private injectionOf = new Map<string, boolean>();
  private standing = new Map<string, Standing>();
  private namespaceOf: ReadonlyMap<string, LaneNamespace>;
  /** A label was taken back since the last world was entered; it may still be in effect. */
  private unlabelled = false;
  private readonly applied = new Applied();
  readonly drain = this.applied.drain;
  private readonly homeOf = (entry: WorkloadEntry): LaneNamespace => placeOf(entry, this.namespaceOf, this.namespace);

  constructor(namespace: string, specFile: string) {
    this.namespace = namespace;
    this.specFile = specFile;
    this.namespaceOf = namespacesOf(usualRoles, namespace);
  }

  /** From now on a document is at work whose namespaces have these roles. */
  serves(roles: Roles = usualRoles): void {
    this.namespaceOf = namespacesOf(roles, this.namespace);
  }

  get names(): Names {
    return new Map([...this.namespaceOf].map(([document, { name }]) => [document, name]));
  }

  /** Namespaces that are this lane's, there or not. */
  get own(): string[] {
    return [...new Set([...this.names.values(), ...this.namespaces, this.namespace, otherOf(this.namespace)])];
  }

  /** On a cluster of others the reader's rights end at this lane's namespaces: the first of them must exist first. */
  async open(): Promise<void> {
    if (await isOurs()) return;
    await createNamespace(this.namespace, false);
    this.injectionOf.set(this.namespace, false);
    await admit(this.namespace);
  }

  /** Who lives here now. */
  get workloads(): Workload[] {
    return [...this.standing.values()].map(({ workload }) => workload);
  }

  /** Whether a pod that comes into the lane's own namespace gets a sidecar. */
  get injects(): boolean {
    return this.injectionOf.get(this.namespace) ?? false;
  }

  /** Brings the lane into the named world: removes what an earlier claim applied and keeps the workloads that fit. */
  async enter(name: string): Promise<Entered> {
    const world = await readWorld(name, this.specFile);
    mustBeApart(world.workloads, this.homeOf);
    const objects = await Promise.all(
      world.objects.map((file) => this.parse(fixtureText(fixturePath(file, this.specFile)), file)),
    );
    // keep objects that the next world needs: re-applying them would put proxies into a state of neither world
    await this.takeBackLabels();
    const wanted = new Set(objects.flat().map(keyOf));
    await this.applied.clear((object) => !wanted.has(keyOf(object)));
    const cleared = this.applied.cleared() || this.unlabelled;
    this.unlabelled = false;
    const handedOn = this.namespaces;
    await this.ensureNamespaces(world);
    await this.dropOthers(world);
    if (this.changedByCommand) await Promise.all(handedOn.map((namespace) => endStrayPods(namespace, this.podNames)));
    const first = await Promise.all(world.workloads.filter((one) => !one.beside).map((entry) => this.ensure(entry, world)));
    // only now is it known where the others run
    const others = await Promise.all(world.workloads.filter((one) => one.beside).map((entry) => this.ensure(entry, world)));
    await Promise.all(handedOn.map(removeStaleEvents));
    if ([...first, ...others].includes('made')) await serviceRulesWritten();
    const put: boolean[] = [];
    for (const object of objects.flat()) put.push(await this.applied.put(object));
    const workloads = Object.fromEntries(this.workloads.map((one) => [one.name, one]));
    return { workloads, objects: objects.flat(), cleared, applied: put.includes(true) };
  }

  /** Applies YAML and remembers it for removal. Too early a call of a Service uses up the refusals that a kernel sends (icmp_ratelimit). */
  async apply(yaml: string, origin = 'manifest'): Promise<Touched[]> {
    const objects = await this.parse(yaml, origin);
    return around(objects, async () => {
      for (const object of objects) await this.applied.put(object);
      if (objects.some(({ kind }) => kind === 'Service')) await serviceRulesWritten();
    });
  }

  async remove(yaml: string, origin = 'manifest'): Promise<Touched[]> {
    const objects = (await this.parse(yaml, origin)).flatMap((object) => this.applied.named(object));
    return around(objects, async () => {
      for (const object of objects) await this.applied.remove(object);
    });
  }

  /** Reads a YAML file beside the spec, under fixtures, or takes the text itself. */
  async yaml(fileOrText: string): Promise<{ text: string; name: string }> {
    if (fileOrText.includes('\n')) return { text: fileOrText, name: 'manifest.yaml' };
    return { text: fixtureText(fixturePath(fileOrText, this.specFile)), name: basename(fileOrText) };
  }

  scale(workload: Workload, replicas: number): Promise<Touched[]> {
    const standing = this.standingOf(workload);
    const deployment = standing.objects.find((one) => one.kind === 'Deployment') as Manifest;
    return around([deployment], async () => {
      await patch({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: deployment.metadata, spec: { replicas } });
      await this.took(standing, 'scaled');
    });
  }

  async restart(workload: Workload): Promise<void> {
    const standing = this.standingOf(workload);
    const deployment = standing.objects.find((one) => one.kind === 'Deployment') as Manifest;
    const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
    await patch({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: deployment.metadata,
      spec: { template: { metadata: { annotations } } },
    });
    await this.took(standing, 'restarted');
  }

  /** Waits until a change of a workload is in force; it is no longer as its world wants it. */
  private async took(standing: Standing, signature: string): Promise<void> {
    standing.signature = signature;
    await settled(standing.objects);
    await serviceRulesWritten();
  }

  /** Sets or (with null) removes labels of the workload's running pods, not of its template. */
  async label(workload: Workload, labels: Record<string, string | null>): Promise<Touched[]> {
    const pods = await workload.pods();
    return around(pods, async () => {
      for (const { apiVersion, kind, metadata } of pods) {
        const labelled = (as: Record<string, string | null>) => ({
          apiVersion,
          kind,
          metadata: { name: metadata?.name, namespace: workload.namespace, labels: as },
        });
        const had = Object.keys(labels).map((key) => [key, metadata?.labels?.[key] ?? null] as const);
        this.relabelled.unshift(labelled(Object.fromEntries(had)));
        await patch(labelled(labels));
      }
    });
  }

  /** Names of the lane's namespaces that there are by now. */
  get namespaces(): string[] {
    return [...this.injectionOf.keys()];
  }

  /** Removes what was applied and would outlive the lane's namespaces. */
  clearOutside(): Promise<void> {
    return this.applied.clear((object) => outlives(object, this.own));
  }

  /** Removes the lane. A claim whose time is over may still be about to apply something: it can't any more. */
  async close(): Promise<void> {
    this.applied.end();
    await this.clearOutside();
    await Promise.all(this.namespaces.map(removeNamespace));
  }

  private async parse(yaml: string, origin: string): Promise<Manifest[]> {
    const objects = parseManifests(localiseManifests(yaml, this.names), origin).map((object) => ({
      ...object,
      metadata: { ...object.metadata, namespace: object.metadata?.namespace ?? this.namespace },
    }));
    await mustBeInLane(objects, this);
    return objects;
  }

  private standingOf(workload: Workload): Standing {
    const found = this.standing.get(workload.name);
    if (found?.workload.namespace !== workload.namespace) throw new Error(`${workload.name} is not of this lane's world`);
    return found;
  }

  private async takeBackLabels(): Promise<void> {
    for (const undo of this.relabelled.splice(0)) {
      const { namespace, name } = undo.metadata ?? {};
      if (!(await read('v1', 'Pod', namespace, name ?? ''))) continue;
      await patch(undo);
      this.unlabelled = true;
    }
  }

  private async ensureNamespaces(world: World): Promise<void> {
    const living = world.workloads.map(this.homeOf);
    const home: LaneNamespace = { name: this.namespace, role: 'lane' };
    const wanted = [home, ...this.namespaceOf.values(), ...living];
    for (const { name, role } of wanted) {
      const injection = role === 'lane' && world.injection;
      const now = this.injectionOf.get(name);
      if (now === injection) continue;
      if (now !== undefined) await setInjection(name, injection);
      else await createNamespace(name, injection);
      this.injectionOf.set(name, injection);
      if (now === undefined && !(await isOurs())) await admit(name);
    }
  }

  private async dropOthers(world: World): Promise<void> {
    const names = new Set(world.workloads.map((one) => one.name));
    const others = [...this.standing].filter(([name]) => !names.has(name));
    await Promise.all(others.flatMap(([, { objects }]) => objects.map((object) => remove(object, 0))));
    for (const [name] of others) this.standing.delete(name);
  }

  private async ensure(entry: WorkloadEntry, world: World): Promise<'made' | 'stood'> {
    const { name: namespace, role } = this.homeOf(entry);
    const injects = role === 'lane' && world.injection;
    const injected = isInjected(entry, injects);
    const source = parseManifests(fixtureText(fixturePath(fileOf(entry), this.specFile)), fileOf(entry));
    const objects = shape(source, entry, { namespace, injects, node: entry.beside && (await this.nodeOf(entry.beside)) });
    const signature = JSON.stringify(objects);
    const before = this.standing.get(entry.name);
    if (before?.signature === signature) {
      await settled(objects);
      return 'stood';
    }
    const workload = new Workload({
      name: entry.name,
      namespace,
      home: this.namespace,
      selector: selectorOf(source),
      ...namesOf(source, entry.from ?? entry.name),
      injected,
      parts: partsOf(objects, injected),
      ...witnessOf(source),
    });
    if (before && !isAlike(before.objects, objects)) await this.dismantle(before.objects);
    // until it has settled it is in no known state: a claim that fails on the way must not leave its predecessor's state on record
    const standing = { objects, signature: 'unsettled', workload };
    this.standing.set(entry.name, standing);
    for (const object of objects) await this.applyWhenGone(object);
    await settled(objects);
    const declared = objects.find((one) => one.kind === 'Deployment');
    asDeclared(objects, workload.injected, {
      deployment: declared && (await read('apps/v1', 'Deployment', namespace, declared.metadata?.name ?? '')),
      pods: objects.some((one) => one.kind !== 'Service') ? await workload.pods() : [],
    });
    standing.signature = signature;
    return 'made';
  }

  private get podNames(): ReadonlySet<string> {
    const objects = [...this.standing.values()].flatMap((one) => one.objects);
    return new Set(objects.filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata?.name ?? ''));
  }

  private async nodeOf(name: string): Promise<string> {
    const pod = await this.standing.get(name)?.workload.pod();
    if (!pod?.spec?.nodeName) throw new Error(`a world wants a pod beside ${name}, of which no pod has a node`);
    return pod.spec.nodeName as string;
  }

  /** Other kinds of objects, or another selector, under a workload's name: not to be changed in place. */
  private async dismantle(objects: Manifest[]): Promise<void> {
    await Promise.all(objects.map((object) => remove(object, 0)));
  }

  /** A pod cannot be changed in place: its namesake, such as one that a failed claim left, has to be gone first. */
  private async applyWhenGone(object: Manifest): Promise<void> {
    if (object.kind === 'Pod') await endPod(object);
    await apply(object);
  }
}
