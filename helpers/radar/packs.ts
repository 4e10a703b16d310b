import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { evidenceAt } from '../evidence/evidenceAt.ts';
import type { Evidence } from '../evidence/schema.ts';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { packsFolder } from '../packs.ts';

export interface NamedPack {
  folder: string;
  evidence: Evidence;
}

/**
 * The two packs that PACKS names, by folders or by names of runs, with a comma between.
 *
 * @throws UsageError where they are not two, or one is no pack
 */
export function readPacks(named: string): [before: NamedPack, after: NamedPack] {
  const [before, after, ...more] = named.split(',').map((one) => one.trim());
  if (!before || !after || more.length > 0)
    throw new UsageError(`PACKS=${named} does not name two packs.`, {
      remedy: 'Name a pack of FROM and one of TO with a comma between: PACKS=<run>,<run>',
    });
  return [readPack(before), readPack(after)];
}

function readPack(name: string): NamedPack {
  for (const folder of [name, join(packsFolder, name)]) {
    const evidence = evidenceAt(folder);
    if (evidence) return { folder, evidence };
  }
  throw new UsageError(`PACKS: there is no pack ${name}: neither this folder nor reports/out/${name} has an evidence.json.`, {
    remedy: 'Name the folder of a pack, or a run below reports/out.',
  });
}

/** @throws UsageError where the pack was measured on another release than it is named for */
export function checkRelease({ folder, evidence }: NamedPack, variable: 'FROM' | 'TO', release: string): void {
  const measured = evidence.run.environment.istio.replace(/^v/, '');
  if (measured === release) return;
  throw new UsageError(`PACKS: ${folder} was measured on Istio ${measured}, and ${variable} is ${release}.`, {
    remedy: `Name a pack of Istio ${release} there, the one of FROM first, or leave PACKS out.`,
  });
}

/** @throws UsageError where the pack's claims are not the ledger's: another text cannot be compared with this one */
export function checkLedger({ folder, evidence }: NamedPack, ledger: LoadedLedger): void {
  const has = new Map(evidence.claims.map((claim) => [claim.id, claim]));
  const wants = new Set(ledger.claims.map(({ id }) => id));
  const differing = [
    ...ledger.claims.filter(({ id, quote, document }) => has.get(id)?.quote !== quote || has.get(id)?.document !== document),
    ...evidence.claims.filter(({ id }) => !wants.has(id)),
  ].map(({ id }) => id);
  if (differing.length === 0) return;
  const some = `${differing.slice(0, 3).join(', ')}${differing.length > 3 ? ', …' : ''}`;
  throw new UsageError(`PACKS: ${folder} is of another ledger: ${differing.length} claims are not the same (${some}).`, {
    remedy: 'Run the claims on that release with this checkout, and name that pack; or check out the commit of the pack.',
  });
}
