import { execa } from 'execa';
import { checkout } from '../../host/names.ts';
import { InterruptedError } from '../../host/errors.ts';
import { runProgram } from '../../host/program.ts';
import { Progress } from '../../host/progress.ts';
import { createLab, labForCleanup } from '../../records/session.ts';
import { wholeRun } from '../../variables/wholeRun.ts';
import { loadVersions } from '../../versions.ts';
import { build } from '../embedded/build/build.ts';
import { startRehearsal, stopRehearsal } from './rehearsal.ts';

const usage = `Rehearses PROVIDER=kind where no image registry is reachable: a registry on this machine has the embedded build's images
under their published names, Podman and the nodes ask that one, and make verify PROVIDER=kind runs. The report names every stand-in.

  cluster/providers/rehearsal/cli.ts

Environment: as make verify has it, without PROVIDER, KEEP and RESUME. DRY_RUN=1 prints what would run.
Exit status: that of make verify.`;

async function main(): Promise<number> {
  const lab = createLab(new Progress(1), process.env);
  const { signal, dry } = lab.runner;
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => lab.abort(new InterruptedError(`stopped by ${name}; the registry is removed.`)));
  const versions = loadVersions();
  const artifacts = await build({ versions, cache: lab.cache, signal, dryRun: dry });
  try {
    const env = await lab.progress.step('registry has published names', () => startRehearsal(lab, versions, artifacts));
    return await lab.runner.act(
      `${Object.entries(env)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ')} make verify`,
      () => verify(env, signal),
      0,
    );
  } finally {
    await stopRehearsal(labForCleanup(lab));
  }
}

/** It heeds the first signal itself and removes its cluster; the registry has to outlive it. */
async function verify(env: Record<string, string>, signal: AbortSignal): Promise<number> {
  const running = execa(process.execPath, ['helpers/run/verify.ts'], {
    cwd: checkout,
    // a cluster that stays, or a run that goes on later, would ask a registry that is gone
    env: { ...env, ...wholeRun, KEEP: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
    detached: true,
    ipc: true,
  });
  signal.addEventListener('abort', () => running.kill('SIGINT'), { once: true });
  const { exitCode } = await running;
  return exitCode ?? 2;
}

await runProgram(usage, main);
