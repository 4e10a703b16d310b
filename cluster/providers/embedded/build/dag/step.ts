/**
 * One program call. In every text these placeholders are filled in:
 * `{out}` the step's result folder, `{scratch}` a folder thrown away after the step,
 * `{tag}` the image the step makes, `{unique}` a name for a container that only this run of the step uses,
 * `{here}` this folder’s parent, `{file:PATH}` an input below it, `{folder:STEP}` and `{image:STEP}` another step's result.
 */
export interface Command {
  argv: string[];
  /** Working folder; default: `{scratch}`. */
  cwd?: string;
  env?: Record<string, string>;
  /** Written to standard input. */
  input?: string;
}

/**
 * A part of the build. Its commands say everything: inputs and needed steps are read from their placeholders, so none can
 * be forgotten in the key.
 */
export interface Step {
  name: string;
  /** A folder in the cache, or an image in Podman. */
  makes: 'folder' | 'image';
  /** Steps of one pool compete for the same thing: cores, or network and disk. */
  pool: 'compile' | 'transfer';
  /** Expected duration in seconds on 2 cores, until a real one is remembered. */
  seconds: number;
  commands: Command[];
  /** Run after the commands whatever became of them. */
  cleanup?: Command[];
  /** Further input files, for commands that find them by themselves (a Go module's main.go). */
  files?: string[];
  /** Further steps that have to be finished first. */
  after?: string[];
  /** Other things the result depends on, such as the compiler's version. */
  inputs?: Record<string, string>;
  /** The file that pins checksums, named when one is wrong. */
  pins?: string;
}

const placeholder = /\{(out|scratch|tag|unique|here|file|folder|image)(?::([^}]+))?\}/g;

function texts({ commands, cleanup = [] }: Step): string[] {
  return [...commands, ...cleanup].flatMap(({ argv, cwd, env, input }) => [
    ...argv,
    cwd ?? '',
    ...Object.values(env ?? {}),
    input ?? '',
  ]);
}

function named(step: Step, ...kinds: string[]): string[] {
  const found = texts(step).flatMap((text) => [...text.matchAll(placeholder)].map(([, kind, name]) => ({ kind, name })));
  return found.flatMap(({ kind, name }) => (kind && name && kinds.includes(kind) ? [name] : []));
}

/** Input files and folders of a step, below cluster/providers/embedded/build, sorted. */
export function filesOf(step: Step): string[] {
  return [...new Set([...(step.files ?? []), ...named(step, 'file')])].sort();
}

/** Names of the steps whose results a step uses, sorted. */
export function needsOf(step: Step): string[] {
  return [...new Set([...(step.after ?? []), ...named(step, 'folder', 'image')])].sort();
}

/** What placeholders stand for; a step that isn't known is an error in the plan. */
export interface Places {
  out: string;
  scratch: string;
  tag: string;
  unique: string;
  here: string;
  file: (path: string) => string;
  folder: (step: string) => string;
  image: (step: string) => string;
}

/** A command with every placeholder filled in. */
export function fill({ argv, cwd = '{scratch}', env = {}, input = '' }: Command, places: Places): Required<Command> {
  const text = (value: string) =>
    value.replace(placeholder, (_all, kind: keyof Places, name: string) => {
      const place = places[kind];
      return typeof place === 'string' ? place : place(name);
    });
  return {
    argv: argv.map(text),
    cwd: text(cwd),
    env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, text(value)])),
    input: text(input),
  };
}
