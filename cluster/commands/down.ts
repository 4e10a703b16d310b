import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { InfrastructureError } from '../host/errors.ts';
import type { Lab } from '../records/session.ts';
import type { Provider } from '../providers/provider.ts';

/** Removes everything of the cluster and checks that nothing is left. */
export async function down(lab: Lab, provider: Provider): Promise<void> {
  const removed = await destroy(lab, provider);
  lab.progress.note(removed ? `removed: ${removed}; nothing is left` : `nothing to remove: there is no cluster ${lab.name}`);
}

/**
 * As `down`, without a word.
 *
 * @returns what was removed, with counts; undefined when there was nothing
 * @throws InfrastructureError naming what is left after all
 */
export async function destroy(lab: Lab, provider: Provider): Promise<string | undefined> {
  const folder = existsSync(lab.folder);
  const removed = await provider.destroy(lab);
  const left = await provider.leftovers(lab);
  if (left.length) {
    throw new InfrastructureError(`Cluster ${lab.name} was removed, but this is left:\n  ${left.join('\n  ')}`, {
      remedy: 'Run `make kind-down` again; if it stays, remove it by hand.',
    });
  }
  await lab.runner.act(`remove ${lab.folder}`, () => rm(lab.folder, { recursive: true, force: true }), undefined);
  return removed ?? (folder ? 'its state folder' : undefined);
}
