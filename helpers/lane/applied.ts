import { isDeepStrictEqual } from 'node:util';
import { apply, isUnnamed, nameOf, remove, type Manifest } from '../kube/objects.ts';
import { Inconclusive } from '../errors.ts';
import { Drain } from './drain.ts';

/** What specs and worlds have applied beside the workloads, so that it can be removed. */
export class Applied {
  readonly drain = new Drain();
  private readonly objects = new Map<string, Manifest>();
  /** One of them was removed and may still be in effect. */
  private removed = false;
  private ended = false;

  /**
   * @returns whether it was not there before in this form
   * @throws {Inconclusive} after the end
   */
  async put(object: Manifest): Promise<boolean> {
    if (this.ended) throw new Inconclusive(`The lane has ended: ${nameOf(object)} is not applied any more.`);
    const before = this.objects.get(keyOf(object));
    const made = isUnnamed(object) ? await this.make(object) : await this.apply(object);
    // what was on its way at the end was not cleared with the rest
    if (this.ended) await remove(made);
    if (isDeepStrictEqual(before, made)) return false;
    if (made === object) this.drain.begins(object);
    return true;
  }

  private async make(object: Manifest): Promise<Manifest> {
    const { metadata } = await apply(object);
    const made = { ...object, metadata: { ...object.metadata, name: metadata?.name } };
    this.objects.set(keyOf(made), made);
    return made;
  }

  private async apply(object: Manifest): Promise<Manifest> {
    // known before it is sent: the answer may be lost where the object was made
    this.objects.set(keyOf(object), object);
    await apply(object);
    return object;
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

  /** From now on nothing is put any more. */
  end(): void {
    this.ended = true;
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
