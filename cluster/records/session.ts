import { join } from 'node:path';
import { cacheFolder, clusterFolder, clusterName } from '../host/names.ts';
import type { Progress } from '../host/progress.ts';
import { dryRunner, liveRunner, type Runner } from '../host/runner.ts';
import { isOn } from '../variables/value.ts';

type Environment = Record<string, string | undefined>;

/** What a command works with: one cluster name, its folder, and the doors to the machine and the terminal. */
export type Lab = {
  name: string;
  /** `<cache>/clusters/<name>`: everything `up` writes for this cluster. */
  folder: string;
  cache: string;
  env: Environment;
  runner: Runner;
  progress: Progress;
  /** Stops every command and every wait of this lab, for this reason. */
  abort(reason: Error): void;
};

/** A lab that acts, or with DRY_RUN=1 one that prints commands with `print`. */
export function createLab(progress: Progress, env: Environment = process.env, print: (line: string) => void = console.log): Lab {
  const name = clusterName(env);
  const controller = new AbortController();
  const runner = isOn('DRY_RUN', env) ? dryRunner(print) : liveRunner(controller.signal);
  return {
    name,
    folder: clusterFolder(name, env),
    cache: cacheFolder(env),
    env,
    runner,
    progress,
    abort: (reason) => controller.abort(reason),
  };
}

/** The same lab after an abort, so that what was made can still be removed. */
export function labForCleanup(lab: Lab): Lab {
  const controller = new AbortController();
  return {
    ...lab,
    runner: lab.runner.dry ? lab.runner : liveRunner(controller.signal),
    abort: (reason) => controller.abort(reason),
  };
}

/** A file in the cluster's state folder. */
export const stateFile = ({ folder }: Pick<Lab, 'folder'>, file: string): string => join(folder, file);
