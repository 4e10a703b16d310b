import canonicalize from 'canonicalize';
import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { assemble, type Kept } from '../evidence/assemble.ts';
import { keepFidelity } from '../evidence/fidelity.ts';
import type { Journal } from '../evidence/journal.ts';
import { keepNotices } from '../evidence/notices.ts';
import { outcomeOf } from '../evidence/outcome.ts';
import type { Environment, Evidence } from '../evidence/schema.ts';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { packsFolder, pointTo } from '../packs.ts';
import { root } from '../root.ts';
import { keepWalks } from '../walkthrough/addToPack.ts';

/** evidence.json names them, and no line of the journal. */
export function keepDocuments({ documents }: LoadedLedger, journal: Journal): void {
  for (const { document } of documents)
    journal.keep({ name: document.path, content: Buffer.from(document.text), mediaType: 'text/markdown', asItIs: true });
}

/** Keeps in a pack what other runs measured. */
export const keepOthers = async ({ documents }: LoadedLedger, environment: Environment, journal: Journal): Promise<Kept> => ({
  walkthroughs: await keepWalks(join(packsFolder, 'walkthrough'), documents, journal),
  notices: keepNotices(journal),
  fidelity: await keepFidelity(join(packsFolder, 'fidelity'), environment, journal),
});

/** Writes evidence.json (RFC 8785), and points `latest` at the pack. */
export async function writeEvidence(pack: string, ledger: LoadedLedger, kept: Kept): Promise<Evidence> {
  const evidence = assemble(pack, ledger, kept);
  await writeFile(join(pack, 'evidence.json'), `${canonicalize(evidence)}\n`);
  await pointTo(pack);
  return evidence;
}

/** Says how a run went, and where its report is. */
export function tellOutcome(evidence: Evidence, pack: string): void {
  const { ids, lab, falseAlarm } = outcomeOf(evidence);
  const byId = new Map(evidence.claims.map((one) => [one.id, one]));
  const tested = evidence.claims.filter((one) => !['not-run', 'editorial'].includes(one.verdict));
  const counts = Object.entries(evidence.summary).filter(([, count]) => count > 0);
  process.stdout.write(
    `\n${tested.length} live verdicts of ${evidence.claims.length} claims: ${counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')}\n`,
  );
  if (falseAlarm > 0)
    process.stdout.write(`statistical bounds: chance alone changes a verdict in ${falseAlarm.toExponential(1)} of all runs\n`);
  for (const one of lab) tell(`  the lab does not behave like a real cluster: ${one.says}. ${one.reason}\n`);
  for (const id of [...ids.differs, ...ids.undecided, ...ids.inconclusive]) {
    const one = byId.get(id);
    tell(`  not as the ledger expects: ${id} ${one?.verdict} (expected ${one?.expected}). ${one?.reason}\n`);
  }
  process.stdout.write(`report: ${relative(root, join(pack, 'index.html'))}\n`);
}

/** Prints what pods may have said. */
const tell = (text: string) => void process.stdout.write(forTerminal(text));
