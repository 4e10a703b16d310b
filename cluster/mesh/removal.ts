import { createdHere, type Created } from '../records/created.ts';
import { type Api, openApi, type Target } from '../kube/api.ts';
import type { Lab } from '../records/session.ts';
import { owner, ownerLabel } from '../host/names.ts';
import { poll } from '../host/poll.ts';

type Found = Created & { ours: boolean };

/** What carries this checkout's label; ours is what the API server made for us, told by uid: a label can be copied. */
export function ownership(labelled: readonly Created[], created: readonly Created[]): Found[] {
  const uids = new Set(created.map(({ uid }) => uid));
  return labelled.map((one) => ({ ...one, ours: uids.has(one.uid) }));
}

/** The API server refuses to remove another object that has taken the name meanwhile. */
const only = (uid: string) => ({ preconditions: { uid } });

/** Outside of namespaces nothing is created in somebody else's cluster but these. */
async function find({ core }: Api, created: readonly Created[]): Promise<Found[]> {
  const { items } = await core.listNamespace({ labelSelector: `${ownerLabel}=${owner}` });
  const labelled = items.map(({ metadata }) => ({ kind: 'Namespace', name: metadata?.name ?? '', uid: metadata?.uid ?? '' }));
  return ownership(labelled, created);
}

/** Removes what was created by this checkout, and waits until it is gone. @returns how much that was */
export function removeCreated({ folder, runner, progress }: Lab, target: Target): Promise<string> {
  return runner.act(
    'remove the namespaces that this checkout created, by their uid',
    async () => {
      const api = await openApi(target);
      const ours = async () => (await find(api, createdHere(folder))).filter((one) => one.ours);
      const found = await ours();
      await Promise.all(found.map(({ name, uid }) => gone(api.core.deleteNamespace({ name, body: only(uid) }))));
      const look = async () => {
        const left = await ours();
        return { done: left.length === 0, says: `${left.map(({ name }) => name).join(', ')} still there` };
      };
      const wait = { what: 'what this checkout created to be gone', timeoutMs: 120_000, signal: runner.signal };
      await poll(look, { ...wait, onChange: progress.waiting });
      return `${found.length} objects of our own`;
    },
    'our own objects',
  );
}

async function gone(removal: Promise<unknown>): Promise<void> {
  await removal.catch((error: { code?: number }) => {
    if (error.code !== 404) throw error;
  });
}

/** What still carries this checkout's label. What no record says we created is named too, and left to its owner. */
export async function ourObjects({ folder, runner }: Lab, target: Target): Promise<string[]> {
  return runner.act(
    'look what carries this checkout’s label still',
    async () =>
      (await find(await openApi(target), createdHere(folder))).map(
        ({ kind, name, ours }) =>
          `${kind} ${name}${ours ? '' : ' (it has our label, and no record says that we created it: remove it by hand if it is yours)'}`,
      ),
    [],
  );
}
