import { isDeepStrictEqual } from 'node:util';
import { apply, isUnnamed, nameOf, remove, type Manifest } from '../kube/objects.ts';
import { Drain } from './drain.ts';

/** What specs and worlds have applied beside the workloads, so that it can be removed. */
export class Applied {
  readonly drain = new Drain();
  private readonly objects = new Map<string, Manifest>();
  /** One of them was removed and may still be in effect. */
  private removed = false;

  async put(object: Manifest): Promise<void> {
    if (isUnnamed(object)) {
      const { metadata } = await apply(object);
      const made = { ...object, metadata: { ...object.metadata, name: metadata?.name } };
      this.objects.set(keyOf(made), made);
      return;
    }
    const before = this.objects.get(keyOf(object));
    // known before it is sent: the answer may be lost where the object was made
    this.objects.set(keyOf(object), object);
    await apply(object);
    if (!isDeepStrictEqual(before, object)) this.drain.begins(object);
  }

  async remove(object: Manifest): Promise<void> {
    await remove(object);
    this.objects.delete(keyOf(object));
    this.removed = true;
    this.drain.begins(object);
  }

  /** The objects that are meant: of one to which the API server gives the name, those that were made from it. */
  named(object: Manifest): Manifest[] {
    if (!isUnnamed(object)) return [object];
    const { kind, metadata } = object;
    return [...this.objects.values()].filter((one) => one.kind === kind && one.metadata?.generateName === metadata?.generateName);
  }

  /** Removes those that go. */
  async clear(goes: (object: Manifest) => boolean | Promise<boolean>): Promise<void> {
    const gone: Manifest[] = [];
    for (const object of this.objects.values()) if (await goes(object)) gone.push(object);
    await Promise.all(gone.map((object) => this.remove(object)));
  }

  /** Whether one was removed since this was asked last. */
  cleared(): boolean {
    const { removed } = this;
    this.removed = false;
    return removed;
  }
}

export function keyOf(object: Manifest): string {
  return `${object.apiVersion}/${nameOf(object)}/${object.metadata?.namespace}`;
}
