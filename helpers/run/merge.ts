import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runProgram } from '../../cluster/host/program.ts';
import { UsageError } from '../errors.ts';
import { basisOf, differences } from '../evidence/basis.ts';
import { Journal } from '../evidence/journal.ts';
import { outcomeOf } from '../evidence/outcome.ts';
import { versionsOf } from '../evidence/versionsOf.ts';
import { ledgerAt } from '../ledger/atVersions.ts';
import { loadLedger } from '../ledger/load.ts';
import { newRunId, packsFolder } from '../packs.ts';
import { renderReport } from '../renderReport.ts';
import { mergedEvents, partPacks, type PartPack } from './partPacks.ts';
import { keepDocuments, keepOthers, tellOutcome, writeEvidence } from './wrapUp.ts';

const usage = `Makes one evidence pack of a run whose parts were made by several machines. Runs no claim, and needs no cluster.

  make merge PACKS=<folder>

  PACKS    the folder with the packs of make verify SHARD=1/<n> … SHARD=<n>/<n>, one of each part; they may be in folders of their own
  CONTENT  as of make verify

The parts have to be of this commit, with the same documents, ledgers and selection, on clusters of the same parts. Each is verified first
(make verify-pack). The report names them, with the hash of what each said.

Exit status: 0 as the ledger expects · 1 a verdict differs · 2 inconclusive, or a part did not end · 3 usage
`;

async function merge(folder: string): Promise<number> {
  const parts = await partPacks(folder);
  const { evidence: last, start, pack: newest } = parts.at(-1) as PartPack;
  const { environment } = last.run;
  const ledger = ledgerAt(await loadLedger(), versionsOf(environment));
  const other = differences(start.basis, basisOf(ledger));
  if (other.length > 0)
    throw new UsageError(`${newest} was measured with something else: ${other.join('; ')}`, {
      remedy: 'Check out what the parts were measured with, and call make merge again.',
    });
  const runId = newRunId(new Date());
  const pack = join(packsFolder, runId);
  process.stdout.write(`${runId}: of ${parts.length} parts, ${parts.map(({ evidence }) => evidence.run.id).join(', ')}\n`);
  mkdirSync(pack, { recursive: true });
  for (const part of parts) cpSync(join(part.pack, 'raw'), join(pack, 'raw'), { recursive: true });
  const lines = mergedEvents(parts, runId).map((event) => `${JSON.stringify(event)}\n`);
  writeFileSync(join(pack, 'journal.jsonl'), lines.join(''));
  const journal = new Journal(pack);
  keepDocuments(ledger, journal);
  const kept = await keepOthers(ledger, environment, journal);
  journal.close();
  const evidence = await writeEvidence(pack, ledger, kept);
  await renderReport('render', pack);
  tellOutcome(evidence, pack);
  const { exit, ids } = outcomeOf(evidence);
  if (ids['no-result'].length > 0)
    process.stdout.write(
      `  without a result: ${ids['no-result'].join(', ')}\n  What to do: go on with the part where it was made (RESUME=<its run>), and merge again\n`,
    );
  return exit;
}

await runProgram(usage, () => {
  const { PACKS } = process.env;
  if (!PACKS) throw new UsageError(`PACKS is missing: make merge PACKS=<folder with a pack of each part>.`);
  return merge(resolve(PACKS));
});
