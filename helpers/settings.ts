import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { content } from './content.ts';
import { root } from './root.ts';

/** What a worker needs to know of the run that started it; `verify` sets the environment. */
export interface Settings {
  /** The pack's folder. */
  pack: string;
  /** `verify` started this process: the pack has a plan. */
  handed: boolean;
  /** STRICT=1: every claim that is not verified fails. */
  strict: boolean;
  /** Each statement is judged with broken instruments as well. */
  instruments: boolean;
  /** The world is broken on purpose: a claim ends with the first statement that turned, and waits less long for one that might agree. */
  brokenWorld: boolean;
  /** The folder in which a reader's commands start; the checkout's, or a copy of it in which documents have other words. */
  readersFolder: string;
  /** Variables that a reader's shell has besides its own. */
  readersVariables: Record<string, string>;
}

/** 6 hex digits of a run's pack, of this run unless another is named. Everything that a run creates carries them. */
export function runKey(pack = settings().pack): string {
  return createHash('sha256').update(pack).digest('hex').slice(0, 6);
}

/** Folder for a run's files that are not evidence, such as the readers' kubeconfigs. It is removed at the end. */
export function runFolder(pack = settings().pack): string {
  return join(tmpdir(), `meshproof-${runKey(pack)}`);
}

export function settings(env = process.env): Settings {
  return {
    pack: env.MESHPROOF_PACK ?? join(root, 'reports/out/adhoc'),
    handed: env.MESHPROOF_PACK !== undefined,
    strict: env.STRICT === '1',
    instruments: env.MESHPROOF_INSTRUMENTS === '1',
    brokenWorld: env.MESHPROOF_BROKEN_WORLD === '1',
    readersFolder: env.MESHPROOF_READERS_FOLDER ?? content,
    readersVariables: JSON.parse(env.MESHPROOF_READERS_VARIABLES ?? '{}') as Record<string, string>,
  };
}
