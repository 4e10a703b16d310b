import { appendFile, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { runProgram } from '../../cluster/host/program.ts';
import { wrongValue } from '../../cluster/variables/value.ts';
import { heedSignals } from '../child.ts';
import { UsageError } from '../errors.ts';
import { renderReport } from '../renderReport.ts';
import { root } from '../root.ts';
import { gate } from './gate.ts';
import type { GateResult } from './result.ts';

const usage = `Says whether a change of documents may land: finds the claims that it touches, runs these alone, and tells the reviewer.

  make gate SINCE=<git ref> [CONTENT=<folder>] [DRY_RUN=1] [PROVIDER=…] [KEEP=1]

  SINCE    a branch, tag or commit: what differs from it, committed or not, is the change
  CONTENT  the folder with documents, ledgers and specs, in any git repository (default: this checkout)
  DRY_RUN  1: says what would be run, and runs nothing
  KEEP     1: the cluster stays up afterwards (a cluster that was up before stays in any case)

A change that touches no claim needs no cluster. Writes reports/out/gate/<run>/, which reports/out/gate/latest leads to: gate.json, and
the same for GitHub (annotations, job summary, comment), code scanning (SARIF), GitLab (code quality), reviewdog and JUnit.

Exit status: 0 it may land · 1 a verdict differs, words have changed, an erratum is overdue, a ledger is broken · 2 nothing was learned of
a claim · 3 usage
`;

await runProgram(usage, async () => {
  const { SINCE: since, DRY_RUN } = process.env;
  const wrong = wrongValue('DRY_RUN', DRY_RUN);
  if (wrong) throw new UsageError(wrong);
  if (!since) throw new UsageError('SINCE is missing: name the commit that the change is compared with, such as SINCE=main.');
  heedSignals();
  const { result, folder } = await gate(since, DRY_RUN === '1');
  await renderReport('render-gate', folder);
  conclude(result, folder);
  await tellGitHub(folder);
  return result.exit;
});

/** In a step of GitHub Actions: annotations by its output, the summary in the file that it names. */
async function tellGitHub(folder: string): Promise<void> {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_ACTIONS === 'true') process.stdout.write(await readFile(join(folder, 'annotations.txt'), 'utf8'));
  if (GITHUB_STEP_SUMMARY) await appendFile(GITHUB_STEP_SUMMARY, await readFile(join(folder, 'summary.md'), 'utf8'));
}

function conclude({ findings, ran, seconds, exit }: GateResult, folder: string): void {
  const say = (text: string) => void process.stdout.write(forTerminal(`${text}\n`));
  for (const { level, file, line, title, message } of findings.filter((one) => one.level !== 'note'))
    say(`${level}: ${file}:${line}: ${title}\n  ${message.replaceAll('\n', '\n  ')}`);
  const notes = findings.filter(({ level }) => level === 'note').length;
  const told = { 0: 'it may land', 1: 'it may not land', 2: 'nothing was learned of a claim: it cannot be said' }[exit];
  say(`${told}: ${findings.length - notes} findings, ${notes} notes, ${ran.length} claims run, ${seconds.toFixed(1)} s`);
  say(`${relative(root, join(folder, 'summary.md'))} and its neighbours have this for a pull request`);
}
