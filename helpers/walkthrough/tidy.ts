import { InfrastructureError } from '../errors.ts';
import { argumentOf, compare, inventory, nameOf, type Item } from './inventory.ts';
import { kubectl, observe, type Target } from './observe.ts';
import type { State } from './schema.ts';

/** What a cluster that stays holds before a walk. */
export type Before = { items: Item[]; state: NonNullable<State> };

export const lookBefore = async (target: Target): Promise<Before> => ({
  items: await inventory(target),
  state: await observe(target),
});

/**
 * Removes what a walk made in a cluster that stays, whatever its kind and namespace, and takes back the labels of namespaces.
 *
 * @returns a sentence for each object that the walk changed or removed and that stays so
 * @throws InfrastructureError naming what could not be removed
 */
export async function tidy(target: Target, before: Before): Promise<string[]> {
  const { added } = compare(before.items, await inventory(target));
  await remove(target, added);
  await relabel(target, before.state);
  const now = await inventory(target);
  const left = compare(before.items, now);
  if (left.added.length > 0)
    throw new InfrastructureError(`The walk leaves ${left.added.map(nameOf).join(', ')}: remove it by hand.`);
  const changed = left.changed.filter(({ kind }) => kind !== 'Namespace');
  return [
    ...changed.map((item) => `The walk changed ${nameOf(item)}, and it stays so.`),
    ...left.removed.map((item) => `The walk removed ${nameOf(item)}, and it is not put back.`),
  ];
}

/** A namespace takes what is in it along; kinds come last, because their objects go with them. */
async function remove(target: Target, added: readonly Item[]): Promise<void> {
  const made = new Set(added.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  const others = added.filter(({ kind, namespace }) => kind !== 'CustomResourceDefinition' && !made.has(namespace));
  const kinds = added.filter(({ kind }) => kind === 'CustomResourceDefinition');
  for (const [namespace, items] of [...Map.groupBy(others, (item) => item.namespace), ['', kinds] as const]) {
    if (items.length === 0) continue;
    const where = namespace === '' ? [] : ['--namespace', namespace];
    const how = ['--ignore-not-found', '--wait=true', '--timeout=50s'];
    await kubectl(target, [...where, 'delete', ...items.map(argumentOf), ...how]);
  }
}

async function relabel(target: Target, before: NonNullable<State>): Promise<void> {
  const now = await observe(target);
  for (const object of Object.keys(now).filter((one) => one.startsWith('Namespace/') && one in before)) {
    const [was, is] = [labelsOf(before, object), labelsOf(now, object)];
    const back = Object.entries(was).filter(([label, value]) => is[label] !== value);
    const changes = [
      ...back.map(([label, value]) => `${label}=${value}`),
      ...Object.keys(is)
        .filter((label) => !(label in was))
        .map((label) => `${label}-`),
    ];
    const name = object.slice('Namespace/'.length);
    if (changes.length > 0) await kubectl(target, ['label', '--overwrite', 'namespace', name, ...changes]);
  }
}

const labelsOf = (state: NonNullable<State>, object: string) => (state[object]?.labels ?? {}) as Record<string, string>;
