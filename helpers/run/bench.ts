import { join } from 'node:path';
import { $ } from 'zx';
import { runProgram } from '../../cluster/host/program.ts';
import { wholeRun } from '../../cluster/variables/wholeRun.ts';
import type { Evidence } from '../evidence/schema.ts';
import { packsFolder } from '../packs.ts';
import { evidenceText } from '../evidence/packFiles.ts';

const usage = `Brings the cluster down and up, runs the claims (CLAIMS=<glob,…> selects) and prints where the time went, as seconds and as ratios of one run.

  make bench
`;

/** Prints bring-up, seconds a claim, and the shares of waiting and of our own overhead. */
async function bench(): Promise<number> {
  $.verbose = false;
  const step = async (what: string, args: string[]) => {
    process.stdout.write(`${what} …\n`);
    const started = performance.now();
    const { exitCode } = await $({
      nothrow: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...wholeRun },
    })`${process.execPath} ${args}`;
    return { seconds: (performance.now() - started) / 1000, exitCode };
  };
  await step('down', ['cluster/cli.ts', 'down']);
  const up = await step('up', ['cluster/cli.ts', 'up', '--all']);
  const again = await step('up again', ['cluster/cli.ts', 'up', '--all']);
  const run = await step('run', ['helpers/run/verify.ts']);
  const evidence = JSON.parse(evidenceText(join(packsFolder, 'latest'))) as Evidence;
  const claims = evidence.claims.filter((one) => one.spec && !one.sameAs && one.durationMs > 0);
  const total = sum(claims.map((one) => one.durationMs));
  const overheads = claims.map((one) => Math.max(0, one.durationMs - one.waitingMs));
  const rows = [
    [
      'bring-up',
      `${up.seconds.toFixed(1)} s (again: ${again.seconds.toFixed(1)} s, ${(again.seconds / up.seconds).toFixed(2)} of it)`,
    ],
    ['run', `${run.seconds.toFixed(1)} s for ${claims.length} claims, status ${run.exitCode}`],
    ['lanes side by side', `${(total / 1000 / run.seconds).toFixed(1)} (claim seconds ÷ run seconds)`],
    [
      'seconds a claim',
      `median ${(median(claims.map((one) => one.durationMs)) / 1000).toFixed(1)}, longest ${(Math.max(...claims.map((one) => one.durationMs)) / 1000).toFixed(1)}`,
    ],
    ['waiting for the cluster', `${((1 - sum(overheads) / total) * 100).toFixed(1)} % of claim time`],
    ['our own overhead', `median ${median(overheads).toFixed(0)} ms a claim`],
  ];
  process.stdout.write(`\n${rows.map(([name, value]) => `${name?.padEnd(26)}${value}`).join('\n')}\n`);
  return run.exitCode ?? 2;
}

function sum(values: number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

await runProgram(usage, bench);
