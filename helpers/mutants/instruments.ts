import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { child } from '../child.ts';
import { InfrastructureError } from '../errors.ts';
import { readJournal, type Event } from '../evidence/journal.ts';
import { failures } from '../failure.ts';
import { root } from '../root.ts';
import { verdicts } from '../verdict.ts';

type Rehearsed = Extract<Event, { event: 'rehearsed' }>;

const packs = join('reports/out/mutants', 'instruments');

/** Runs the claims with each instrument broken in each way, prints what they came to, and returns how many claims were not inconclusive. */
export async function breakInstruments(claims: string | undefined): Promise<number> {
  const newest = join(root, packs, 'latest');
  await rm(newest, { force: true });
  process.stdout.write('\ninstruments: each statement is judged with broken instruments before it is judged\n');
  await child(['helpers/run/verify.ts'], {
    ...(claims && { CLAIMS: claims }),
    KEEP: '1',
    AS_IS: '1',
    MESHPROOF_INSTRUMENTS: '1',
    MESHPROOF_PACKS: packs,
  });
  if (!existsSync(newest)) throw new InfrastructureError('instruments: the run left no evidence (see above)');
  const rehearsed = readJournal(newest).filter((one): one is Rehearsed => one.event === 'rehearsed');
  await writeFile(join(newest, 'instruments.json'), `${JSON.stringify(rehearsed, undefined, 1)}\n`);
  process.stdout.write(`\n${tableOf(rehearsed)}\n`);
  const kept = rehearsed.filter(({ verdicts: by }) => Object.values(by).some((verdict) => verdict !== 'inconclusive'));
  for (const { claim, verdicts: by, statements } of kept) {
    process.stdout.write(`NOT inconclusive: ${claim} ${JSON.stringify(by)}\n`);
    const wrong = statements.filter((one) => one.outcome === 'agreed' || one.outcome === 'disagreed');
    for (const { statement, failure, outcome, says } of wrong)
      process.stdout.write(
        forTerminal(`  ${failure} ${outcome}: ${statement.split('\n')[0]?.slice(0, 120)}: ${says.slice(0, 100)}\n`),
      );
  }
  return kept.length;
}

/** Claims by failure and verdict, and statements by witness and failure. */
export function tableOf(rehearsed: Rehearsed[]): string {
  const rows = failures.map((failure) => {
    const touched = rehearsed.flatMap(({ verdicts: by, expected }) => (by[failure] ? [{ verdict: by[failure], expected }] : []));
    const kept = touched.filter(({ verdict, expected }) => verdict === expected).length;
    const counts = verdicts.map((verdict) => [verdict, touched.filter((one) => one.verdict === verdict).length] as const);
    const words = counts.filter(([, count]) => count > 0).map(([verdict, count]) => `${count} ${verdict}`);
    return `  ${failure.padEnd(12)}${touched.length} claims: ${words.join(', ') || 'none'}; ${kept} as the ledger expects`;
  });
  const statements = rehearsed.flatMap((one) => one.statements);
  const witnesses = [...new Set(statements.map(({ witness }) => witness))].sort();
  const byWitness = witnesses.map((witness) => {
    const own = statements.filter((one) => one.witness === witness);
    const counted = (wanted: string) => own.filter(({ outcome }) => outcome === wanted).length;
    return `  ${witness.padEnd(16)}${counted('unread')} of ${own.length - counted('same')} statements were not read`;
  });
  return ['verdicts with broken instruments', ...rows, 'by kind of reading', ...byWitness].join('\n');
}
