import { content } from '../content.ts';
import type { Progress } from '../../cluster/host/progress.ts';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { readSpecs } from '../ledger/specFiles.ts';
import { changedDefaults, type Release } from './changedDefaults.ts';
import { Joiner } from './join.ts';
import { allKinds, kindsOf } from './kinds.ts';
import { measuredBetween, unlearned } from './measured.ts';
import { moduleFolder } from './moduleFolder.ts';
import { notesBetween } from './notesBetween.ts';
import type { NamedPack } from './packs.ts';
import { findingsOf } from './radar.ts';
import type { Radar } from './result.ts';
import { subjectsOf } from './subjects.ts';

/** The steps that `scan` tells of. */
export const steps = 4;

type Scanned = Pick<Radar, 'joinable' | 'notes' | 'defaults' | 'claims' | 'seenNotNoted'> & {
  /** Undefined without packs. */
  both: { measured: number; unlearned: string[] } | undefined;
};

/** Reads what two releases say of themselves, and joins it to the claims of a ledger and to what two packs have measured. */
export async function scan(
  from: Radar['from'],
  to: Radar['to'],
  ledger: LoadedLedger,
  packs: readonly [NamedPack, NamedPack] | undefined,
  progress: Pick<Progress, 'step'>,
): Promise<Scanned> {
  const [was, is] = await progress.step('files of both releases', async (): Promise<[Release, Release]> => {
    const before = await moduleFolder(from.module);
    return [
      { release: from.release, folder: before },
      { release: to.release, folder: await moduleFolder(to.module) },
    ];
  });
  const { notes, background } = await progress.step(
    'release notes',
    () => notesBetween(was.folder, is.folder),
    (read) => `${read.notes.length} differ`,
  );
  const defaults = await progress.step(
    'defaults',
    () => changedDefaults(was, is),
    ({ length }) => `${length} differ`,
  );
  return progress.step('claims', async () => {
    const specs = await readSpecs(content);
    const subjects = await subjectsOf(ledger, specs);
    const joiner = new Joiner(subjects, allKinds(await kindsOf(was.folder), await kindsOf(is.folder)), background);
    const [a, b] = packs?.map(({ evidence }) => evidence) ?? [];
    const measured = a && b ? measuredBetween(a, b) : new Map<string, never>();
    const count = subjects.filter(({ claim }) => measured.has(claim.id)).length;
    return {
      joinable: subjects.length,
      both: a && b && { measured: count, unlearned: unlearned(a, b) },
      ...findingsOf({ notes, defaults, joiner, ledger, specs, measured }),
    };
  });
}
