import { InfrastructureError } from '../host/errors.ts';
import type { Ask } from '../kube/ask.ts';
import { kindsServed, type Labelled, listAll } from '../kube/everything.ts';
import { nameLabel, runLabel } from '../records/marks.ts';

/** Everything in the cluster that a run has marked, whichever checkout it was of. */
export async function markedByRuns(ask: Ask): Promise<Labelled[]> {
  const kinds = (await kindsServed(ask)).filter(({ verbs }) => verbs.includes('delete'));
  const lists = await Promise.all(kinds.map((kind) => listAll(ask, kind, `${runLabel},app.kubernetes.io/managed-by=meshproof`)));
  // kinds that we may not list we may not make either
  const found = lists.flatMap((list) => list ?? []);
  return [...new Map(found.map((one) => [one.uid, one])).values()];
}

/** Those of one run, by its name or its key. */
export const ofRun = (marked: readonly Labelled[], run: string): Labelled[] =>
  marked.filter(({ labels }) => labels[nameLabel] === run || labels[runLabel] === run);

/** One line for each run: what it is called, and what of it is there. */
export function runsIn(marked: readonly Labelled[]): string[] {
  const runs = Map.groupBy(marked, ({ labels }) => labels[runLabel] ?? '');
  return [...runs].map(([key, objects]) => {
    const kinds = [...Map.groupBy(objects, ({ kind }) => kind)].map(([kind, { length }]) => `${length} ${kind}`);
    return `${objects[0]?.labels[nameLabel] ?? 'a run without a name'} (${key}): ${kinds.join(', ')}`;
  });
}

/**
 * Removes objects, each only if it still is that one; what is in a namespace that goes is left to it.
 *
 * @throws InfrastructureError naming each that the API server did not remove
 */
export async function removeMarked(ask: Ask, objects: readonly Labelled[]): Promise<void> {
  const going = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  const single = objects.filter(({ namespace }) => namespace === undefined || !going.has(namespace));
  const refused = await Promise.all(
    single.map(async ({ kind, name, path, uid }) => {
      const { status, body } = await ask(path, {
        method: 'DELETE',
        body: { preconditions: { uid }, propagationPolicy: 'Background' },
      });
      return status < 300 || status === 404 ? [] : [`${kind} ${name}: ${status} ${body?.message ?? ''}`];
    }),
  );
  const lines = refused.flat();
  if (lines.length)
    throw new InfrastructureError(`These objects of the run were not removed:\n  ${lines.join('\n  ')}`, {
      remedy: 'Remove them by hand with rights that allow it.',
    });
}
