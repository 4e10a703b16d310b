import { basename } from 'node:path';
import picomatch from 'picomatch';
import { UsageError } from '../errors.ts';
import type { LoadedLedger } from './loaded.ts';
import { nearest } from './near.ts';

/** The path of the document that `doc`, a path or a name, means. Throws UsageError where none has a ledger. */
export const inDocument = (ledger: LoadedLedger, doc: string): string => {
  const paths = ledger.documents.map(({ document }) => document.path);
  const path = paths.find((one) => one === doc || basename(one) === basename(doc) || basename(one, '.md') === basename(doc));
  if (path !== undefined) return path;
  throw new UsageError(`DOC=${doc} is no document with a ledger. There are: ${paths.join(', ')}`);
};

/**
 * Ids that match any of `claims` (globs, separated by commas) and belong to `doc` (path or file name), in ledger order; both
 * left out select everything. Throws UsageError with near matches when a pattern, or both together, select nothing.
 */
export const select = (ledger: LoadedLedger, { claims, doc }: { claims?: string; doc?: string } = {}): string[] => {
  const path = doc ? inDocument(ledger, doc) : undefined;
  const candidates = ledger.claims.filter(({ document }) => path === undefined || document === path).map(({ id }) => id);
  const patterns = (claims ?? '*')
    .split(',')
    .map((pattern) => pattern.trim())
    .filter(Boolean);
  if (patterns.length === 0) throw new UsageError(`CLAIMS="${claims}" names no claim. Leave it out to select all of them.`);

  const selected = new Set<string>();
  for (const pattern of patterns) {
    const matches = picomatch(pattern);
    const found = candidates.filter((id) => matches(id));
    if (found.length === 0) {
      const where = path === undefined ? '' : ` in ${path}`;
      throw new UsageError(
        `CLAIMS=${pattern} selects no claim${where}. Near it: ${nearest(pattern, candidates).join(', ')}. See: make list`,
      );
    }
    for (const id of found) selected.add(id);
  }
  return candidates.filter((id) => selected.has(id));
};
