import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LedgerError } from './errors.ts';
import { digestsFile, digestsText } from './lineDigests.ts';
import { readSources } from './load.ts';
import { quotesStand, takenOver } from './rules.ts';
import { standing } from './standing.ts';

/**
 * Writes each document's present hash into its ledger, and the digests of its lines beside it, provided that every quote
 * stands as the ledger has it: a hash must never cover up a sentence that was changed, not even by an erratum. Returns the ledgers
 * written. Throws LedgerError otherwise.
 */
export const refreshHashes = async (root: string): Promise<string[]> => {
  const sources = await readSources(root);
  const problems = sources.flatMap((source) => {
    const { claims } = standing(source);
    return [...quotesStand(source.document, claims), ...takenOver(claims)];
  });
  if (problems.length > 0) throw new LedgerError(problems);

  const outdated = sources.filter(
    ({ document, ledger, digests }) => document.sha256 !== ledger.sha256 || digests !== digestsText(document),
  );
  await Promise.all(
    outdated.map(async ({ file, document, ledger }) => {
      const text = await readFile(join(root, file), 'utf8');
      await writeFile(join(root, file), text.replace(ledger.sha256, document.sha256));
      await writeFile(join(root, digestsFile(file)), digestsText(document));
    }),
  );
  return outdated.map(({ file }) => file);
};
