import { createHash } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { InfrastructureError } from '../../../../host/errors.ts';
import { shellLine } from '../../../../host/runner.ts';
import type { Display } from './display.ts';
import { execute } from './execute.ts';
import { imageTag } from './images.ts';
import { contentKeys } from './keys.ts';
import { runSteps, type Slots } from './schedule.ts';
import { type Command, fill, type Places, type Step } from './step.ts';
import type { Store } from './store.ts';
import type { Tally } from './tally.ts';

/** What all steps of one build share. */
export interface Build {
  store: Store;
  steps: readonly Step[];
  keys: ReadonlyMap<string, string>;
  /** The folder that input files are below. */
  root: string;
  /** Environment of every command that doesn't change results (limits, memory). */
  env: Record<string, string>;
}

/** The start of every name given to containers by builds in this store, so that leftovers are found. */
export function containerPrefix({ root }: Store): string {
  return `build-meshproof-${createHash('sha256').update(root).digest('hex').slice(0, 8)}-`;
}

const keyOf = ({ keys }: Build, step: string) => keys.get(step) ?? '';

/** What the placeholders of a step's commands stand for. */
export function placesOf(build: Build, step: string, out: string, scratch: string): Places {
  return {
    out,
    scratch,
    tag: imageTag(step, keyOf(build, step)),
    unique: `${containerPrefix(build.store)}${step}-${process.pid}`,
    here: build.root,
    file: (path) => `${build.root}/${path}`,
    folder: (name) => build.store.folder(name, keyOf(build, name)),
    image: (name) => imageTag(name, keyOf(build, name)),
  };
}

/** Commands of a step as they could be pasted into a shell, for a dry run. */
export function shellLines(build: Build, step: Step): string[] {
  const places = placesOf(build, step.name, '$OUT', '$SCRATCH');
  return step.commands.map((command) => {
    const { argv, cwd, env, input } = fill(command, places);
    const line = shellLine(argv[0] ?? '', argv.slice(1), env);
    return `(cd ${cwd}; ${line})${input ? ` <<< '${input.trim()}'` : ''}`.replace('(cd $SCRATCH; ', '(');
  });
}

/** A file edited while the build runs would end up under the key of its former content. */
function assertUnchanged({ steps, root, keys }: Build, { name }: Step): void {
  if (contentKeys(steps, root).get(name) === keys.get(name)) return;
  throw new InfrastructureError(`Inputs of build step ${name} were changed while the build ran.`, { remedy: 'Run it again.' });
}

/** Runs one step to its end; its result appears whole under its key, or not at all. */
async function runStep(build: Build, step: Step, signal: AbortSignal): Promise<void> {
  const { store } = build;
  const log = store.logFile(step.name);
  const { out, scratch, end } = store.begin(step.name);
  const places = placesOf(build, step.name, out, scratch);
  const run = (command: Command, until: AbortSignal) =>
    execute(step, fill(command, places), { log, env: build.env, signal: until });
  writeFileSync(log, '');
  try {
    assertUnchanged(build, step);
    for (const command of step.commands) {
      appendFileSync(log, `+ ${command.argv.join(' ')}\n`);
      await run(command, signal);
    }
    assertUnchanged(build, step);
    if (step.makes === 'folder') await store.publish(step.name, keyOf(build, step.name), out);
  } finally {
    // after Ctrl-C too, so not under its signal
    for (const command of step.cleanup ?? []) await run(command, AbortSignal.timeout(20_000));
    end();
  }
}

export interface RunOptions {
  slots: Slots;
  expected: (step: Step) => number;
  tally: Tally;
  display: Display;
  signal: AbortSignal;
}

/**
 * Runs the steps that are not finished yet.
 *
 * @throws InfrastructureError naming the step that failed, InterruptedError when the signal ended it
 */
export async function runBuild(
  build: Build,
  steps: readonly Step[],
  { slots, expected, tally, display, signal }: RunOptions,
): Promise<void> {
  await runSteps(steps, {
    slots,
    expected,
    signal,
    run: async (step, until) => {
      tally.start(step);
      display.started(step, tally.status());
      await runStep(build, step, until);
      const seconds = tally.finish(step);
      build.store.remember(step.name, seconds);
      display.finished(step, seconds, tally.status());
    },
  });
}
