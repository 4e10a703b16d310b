import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buildState } from '../doctor/build.ts';
import { clusterChecks } from '../doctor/existing/checks.ts';
import { type Check, check, checkLines } from '../doctor/check.ts';
import { modeCheck, readMode } from '../doctor/engineMode.ts';
import { kernelChecks, readKernel } from '../doctor/kernel.ts';
import { leftBehind } from '../doctor/leftBehind.ts';
import { inotifyCheck, machineChecks } from '../doctor/machine.ts';
import { registryChecks } from '../doctor/registries.ts';
import { engineChecks, goCheck, packageCheck, toolCheck, unfitTools } from '../doctor/tools.ts';
import { loadVersions } from '../versions.ts';
import type { EngineName } from '../host/engine.ts';
import { inotifyUse } from '../providers/kind/inotify.ts';
import type { Lab } from '../records/session.ts';
import { readMachine } from '../host/machine.ts';
import { type Choice, chooseProvider } from '../providers/choose.ts';
import { nodeToProbe } from '../providers/images.ts';
import { openProvider, providerNamed } from '../providers/index.ts';
import { machineProbes } from '../providers/probes.ts';

/** Prints every check with its remedy, and the provider. @returns 2 when the chosen provider cannot work */
export async function doctor(lab: Lab, print: (line: string) => void): Promise<number> {
  const probes = machineProbes(nodeToProbe(lab.env));
  const [answering, choice] = await Promise.all([probes.engines(), chooseProvider(lab.env, probes)]);
  // refuses what the provider doesn't have, as `up` would
  openProvider(choice.provider, choice.engine, lab.env);
  const checks = await allChecks(lab, choice, answering);
  for (const line of checkLines(checks)) print(line);
  const count = (status: Check['status']) => checks.filter((each) => each.status === status).length;
  print(
    `${checks.length} checks: ${count('ok')} ok, ${count('warn')} with a drawback, ${count('fail')} failed (${lab.progress.seconds.toFixed(1)} s)`,
  );
  return count('fail') ? 2 : 0;
}

async function allChecks(lab: Lab, choice: Choice, answering: EngineName[]): Promise<Check[]> {
  const kind = providerNamed(choice.provider);
  const builds = kind.capabilities.built;
  // another provider's KUBERNETES says nothing about the build
  const versions = loadVersions(builds ? lab.env : {});
  const machine = readMachine();
  const root = process.getuid?.() === 0;
  // asked first and awaited last: the registries take longest
  const registries = buildState(versions, lab.cache).then(async (state) => {
    const built = state !== undefined && state.finished === state.total;
    return { state, built, checks: await registryChecks(builds && !built ? 'fail' : 'warn', state?.env) };
  });
  const { engine } = choice;
  const [kernel, mode, go, unfit, left, cluster] = await Promise.all([
    readKernel(),
    engine && answering.includes(engine) ? readMode(engine) : undefined,
    goCheck(versions.go, lab.cache, 'fail'),
    unfitTools(kind, lab.env),
    leftBehind(lab),
    kind.capabilities.owned ? [] : clusterChecks(lab),
  ]);
  const { state, built, checks } = await registries;
  const disk = { free: await freeSpace(lab.cache), built: built || !builds };
  return [
    check('provider', 'ok', `${choice.provider}: ${choice.reason}`),
    ...engineChecks(answering, engine),
    ...(engine && answering.includes(engine)
      ? [modeCheck(engine, mode, lab.env.DOCKER_HOST ? undefined : machine.sysResource)]
      : []),
    ...(builds ? [rootCheck(root), packageCheck(root)] : []),
    ...(builds || unfit.built ? [go] : []),
    toolCheck(unfit),
    ...machineChecks(machine, disk),
    inotifyCheck(inotifyUse(), root),
    ...kernelChecks(kernel),
    ...checks,
    ...cluster,
    ...(builds && state ? [check('build', 'ok', `${state.finished} of ${state.total} steps are in the cache`)] : []),
    left,
  ];
}

const rootCheck = (root: boolean): Check =>
  check(
    'root',
    root ? 'ok' : 'fail',
    root ? 'yes' : 'no',
    'Nodes need privileges that rootless Podman lacks: run as root (sudo -E make …).',
  );

/** Free bytes for this user where a folder is or will be. */
async function freeSpace(folder: string): Promise<number> {
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  const { bavail, bsize } = await statfs(there);
  return bavail * bsize;
}
