import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isOurs } from '../kube/bounds.ts';
import { apply, nameOf, parseManifests, patch, read, remove, type Manifest } from '../kube/objects.ts';
import { serviceRulesWritten } from '../kube/serviceRules.ts';
import { deploymentReady, endpointsReady, podGone, podReady } from '../kube/ready.ts';
import { asDeclared } from './assertAsDeclared.ts';
import { inLane, localise } from './rewriteNamespace.ts';
import { isInjected, selectorOf, shape } from './manifests.ts';
import { createNamespace, removeNamespace, setInjection } from './namespace.ts';
import { admit, makeReader } from './readersRights.ts';
import { removeStaleEvents } from './staleEvents.ts';
import { fixturePath, readWorld, type World, type WorkloadEntry } from './worldFile.ts';
import { Drain } from './drain.ts';
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
  private applied = new Map<string, Manifest>();
  /** An applied object was removed, or a label taken back, since the last world was entered; it may still be in effect. */
  private removed = false;
  readonly drain = new Drain();

  constructor(namespace: string, specFile: string) {
    this.namespace = namespace;
    this.specFile = specFile;
  }

  /** On a cluster of others the reader's rights end at this lane's namespaces: the first namespace and the reader must exist first. */
  async open(): Promise<void> {
    if (await isOurs()) return;
    const home = await createNamespace(this.namespace, false);
    this.injectionOf.set(this.namespace, false);
    await makeReader(home);
  }

  /** Who lives here now. */
  get workloads(): Workload[] {
    return [...this.standing.values()].map(({ workload }) => workload);
  }

  /** Whether a pod that comes into the lane's own namespace gets a sidecar. */
  get injects(): boolean {
    return this.injectionOf.get(this.namespace) ?? false;
  }

  /** Brings the lane into the named world: removes what an earlier claim applied and keeps the workloads that fit. `cleared`: something was removed. */
  async enter(name: string): Promise<{ workloads: Record<string, Workload>; objects: Manifest[]; cleared: boolean }> {
    const world = await readWorld(name, this.specFile);
    const objects = await Promise.all(world.objects.map((file) => this.read(file)));
    // keep objects that the next world needs: re-applying them would put proxies into a state of neither world
    await this.takeBackLabels();
    await this.removeApplied(new Set(objects.flat().map(keyOf)));
    const cleared = this.removed;
    this.removed = false;
    const handedOn = this.namespaces;
    await this.ensureNamespaces(world);
    await this.dropOthers(world);
    const first = await Promise.all(world.workloads.filter((one) => !one.beside).map((entry) => this.ensure(entry, world)));
    // only now is it known where the others run
    const others = await Promise.all(world.workloads.filter((one) => one.beside).map((entry) => this.ensure(entry, world)));
    await Promise.all(handedOn.map(removeStaleEvents));
    if ([...first, ...others].includes('made')) await serviceRulesWritten();
    for (const object of objects.flat()) await this.put(object);
    return { workloads: Object.fromEntries(this.workloads.map((one) => [one.name, one])), objects: objects.flat(), cleared };
  }

  /** Applies YAML and remembers it for removal. Too early a call of a Service uses up the refusals that a kernel sends (icmp_ratelimit). */
  apply(yaml: string, origin = 'manifest'): Promise<Touched[]> {
    const objects = this.parse(yaml, origin);
    return around(objects, async () => {
      for (const object of objects) await this.put(object);
      if (objects.some(({ kind }) => kind === 'Service')) await serviceRulesWritten();
    });
  }

  remove(yaml: string, origin = 'manifest'): Promise<Touched[]> {
    const objects = this.parse(yaml, origin);
    return around(objects, async () => {
      for (const object of objects) {
        await remove(object);
        this.applied.delete(keyOf(object));
        this.removed = true;
        this.drain.begins(object);
      }
    });
  }

  /** Reads a YAML file beside the spec, under fixtures, or takes the text itself. */
  async yaml(fileOrText: string): Promise<{ text: string; name: string }> {
    if (fileOrText.includes('\n')) return { text: fileOrText, name: 'manifest.yaml' };
    return { text: await readFile(fixturePath(fileOrText, this.specFile), 'utf8'), name: basename(fileOrText) };
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
    await this.settled(standing.objects);
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

  async close(): Promise<void> {
    await Promise.all(this.namespaces.map(removeNamespace));
  }

  private async read(file: string): Promise<Manifest[]> {
    return this.parse(await readFile(fixturePath(file, this.specFile), 'utf8'), file);
  }

  private parse(yaml: string, origin: string): Manifest[] {
    return parseManifests(localise(yaml, this.namespace), origin).map((object) => inLane(object, this.namespace));
  }

  private async put(object: Manifest): Promise<void> {
    const before = this.applied.get(keyOf(object));
    // known before it is sent: the answer may be lost where the object was made
    this.applied.set(keyOf(object), object);
    await apply(object);
    if (!isDeepStrictEqual(before, object)) this.drain.begins(object);
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
      this.removed = true;
    }
  }

  private async removeApplied(but: Set<string>): Promise<void> {
    const gone = [...this.applied].filter(([key]) => !but.has(key));
    await Promise.all(gone.map(([, object]) => remove(object)));
    for (const [key, object] of gone) {
      this.applied.delete(key);
      this.drain.begins(object);
    }
    this.removed ||= gone.length > 0;
  }

  private async ensureNamespaces(world: World): Promise<void> {
    const wanted: [string, boolean][] = [[this.namespace, world.injection]];
    if (world.workloads.some((one) => one.namespace === 'other')) wanted.push([`${this.namespace}-other`, false]);
    for (const [name, injection] of wanted) {
      const now = this.injectionOf.get(name);
      if (now === injection) continue;
      if (now !== undefined) await setInjection(name, injection);
      else await createNamespace(name, injection);
      this.injectionOf.set(name, injection);
      if (now === undefined && !(await isOurs())) await admit(name, this.namespace);
    }
  }

  private async dropOthers(world: World): Promise<void> {
    const names = new Set(world.workloads.map((one) => one.name));
    const others = [...this.standing].filter(([name]) => !names.has(name));
    await Promise.all(others.flatMap(([, { objects }]) => objects.map((object) => remove(object, 0))));
    for (const [name] of others) this.standing.delete(name);
  }

  private async ensure(entry: WorkloadEntry, world: World): Promise<'made' | 'stood'> {
    const namespace = entry.namespace === 'other' ? `${this.namespace}-other` : this.namespace;
    const source = parseManifests(await readFile(fixturePath(`${entry.name}.yaml`, this.specFile), 'utf8'), `${entry.name}.yaml`);
    const objects = shape(source, entry, world, namespace, entry.beside && (await this.nodeOf(entry.beside)));
    const signature = JSON.stringify(objects);
    const before = this.standing.get(entry.name);
    if (before?.signature === signature) {
      await this.settled(objects);
      return 'stood';
    }
    const workload = new Workload({
      name: entry.name,
      namespace,
      home: this.namespace,
      selector: selectorOf(source),
      injected: isInjected(entry, world),
      parts: partsOf(objects, isInjected(entry, world)),
    });
    if (before && !isAlike(before.objects, objects)) await this.dismantle(before.objects);
    // until it has settled it is in no known state: a claim that fails on the way must not leave its predecessor's state on record
    const standing = { objects, signature: 'unsettled', workload };
    this.standing.set(entry.name, standing);
    for (const object of objects) await this.applyWhenGone(object);
    await this.settled(objects);
    const declared = objects.find((one) => one.kind === 'Deployment');
    asDeclared(objects, workload.injected, {
      deployment: declared && (await read('apps/v1', 'Deployment', namespace, declared.metadata?.name ?? '')),
      pods: objects.some((one) => one.kind !== 'Service') ? await workload.pods() : [],
    });
    standing.signature = signature;
    return 'made';
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
    if (object.kind === 'Pod') {
      await remove(object, 0);
      await podGone(object);
    }
    await apply(object);
  }

  private async settled(objects: Manifest[]): Promise<void> {
    await Promise.all(
      objects.map((object) => {
        if (object.kind === 'Deployment') return deploymentReady(object);
        if (object.kind === 'Pod') return podReady(object.metadata?.namespace ?? '', object.metadata?.name ?? '');
        return Promise.resolve();
      }),
    );
    await Promise.all(objects.filter((one) => one.kind === 'Service' && one.spec?.selector).map((one) => endpointsReady(one)));
  }
}

function isAlike(before: Manifest[], after: Manifest[]): boolean {
  const fixed = (objects: Manifest[]) =>
    JSON.stringify(objects.map((one) => [keyOf(one), one.kind === 'Deployment' ? one.spec.selector : undefined]));
  return fixed(before) === fixed(after);
}

function keyOf(object: Manifest): string {
  return `${object.apiVersion}/${nameOf(object)}/${object.metadata?.namespace}`;
}
