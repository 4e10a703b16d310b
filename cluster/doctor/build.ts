import { unfinished } from '../providers/embedded/build/build.ts';
import { builtImages } from '../providers/embedded/build/dag/images.ts';
import { prepare } from '../providers/embedded/build/prepare.ts';
import type { Versions } from '../versions.ts';
import { ProgramError } from '../host/errors.ts';

/** How far the embedded build is, and the environment of its commands. */
export type BuildState = { finished: number; total: number; env: Record<string, string> };

/** Undefined when a tool that the build needs is missing (other checks name it). */
export async function buildState(versions: Versions, cache: string): Promise<BuildState | undefined> {
  try {
    const all = await prepare(versions, cache);
    const pending = unfinished(all, await builtImages(all.env));
    return { finished: all.steps.length - pending.length, total: all.steps.length, env: all.env };
  } catch (error) {
    if (error instanceof ProgramError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
