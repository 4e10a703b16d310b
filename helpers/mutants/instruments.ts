import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { verifyWithin } from '../child.ts';
import { InfrastructureError } from '../errors.ts';
import { readJournal, type Event } from '../evidence/journal.ts';
import type { BrokenInstruments } from '../evidence/notices.ts';
import type { Evidence } from '../evidence/schema.ts';
import { root } from '../root.ts';
import { instrumentsOf, record } from './record.ts';
import { evidenceText } from '../evidence/packFiles.ts';

type Rehearsed = Extract<Event, { event: 'rehearsed' }>;

const packs = join('reports/out/mutants', 'instruments');

/** Runs the claims with each instrument broken in each way, prints what they came to, and returns how many claims were not inconclusive. */
export async function breakInstruments(claims: string | undefined): Promise<number> {
  const newest = join(root, packs, 'latest');
  await rm(newest, { force: true });
  process.stdout.write('\ninstruments: each statement is judged with broken instruments before it is judged\n');
  await verifyWithin({
    ...(claims && { CLAIMS: claims }),
    KEEP: '1',
    AS_IS: '1',
    MESHPROOF_INSTRUMENTS: '1',
    MESHPROOF_PACKS: packs,
  });
  if (!existsSync(newest)) throw new InfrastructureError('instruments: the run left no evidence (see above)');
  const rehearsed = readJournal(newest).filter((one): one is Rehearsed => one.event === 'rehearsed');
  const { run } = JSON.parse(evidenceText(newest)) as Evidence;
  const instruments = instrumentsOf(rehearsed, run);
  if (!claims && run.status === 'complete') record((before) => ({ ...before, instruments }));
  process.stdout.write(`\n${tableOf(instruments)}\n`);
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

/** Claims by failure, and statements by witness. */
export function tableOf({ failures, readings }: BrokenInstruments): string {
  const rows = failures.map(
    ({ failure, claims, inconclusive, kept }) =>
      `  ${failure.padEnd(12)}${claims} claims: ${inconclusive} inconclusive; ${kept.length} as the ledger expects`,
  );
  const byWitness = readings.map(
    ({ witness, statements, unread }) => `  ${witness.padEnd(16)}${unread} of ${statements} statements were not read`,
  );
  return ['claims with broken instruments', ...rows, 'by kind of reading', ...byWitness].join('\n');
}
