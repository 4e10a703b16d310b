import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import type { Problem } from './errors.ts';
import type { LoadedLedger } from './loaded.ts';
import { nearest } from './near.ts';

/** Where a claim is run: `file` relative to the root, `line` of its `claim('id', …)`. */
export type SpecPlace = { file: string; line: number };

type Call = SpecPlace & { id: string | undefined };

const callsIn = (file: string, text: string): Call[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'claim') {
      const [first] = node.arguments;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      calls.push({ file, line, id: first && ts.isStringLiteralLike(first) ? first.text : undefined });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
};

/** Every spec's claims, and what is wrong with them: an id the ledger lacks, an id run twice, an id that is no literal. */
export const scanSpecs = async (
  root: string,
  ledger: LoadedLedger,
): Promise<{ places: Map<string, SpecPlace>; problems: Problem[] }> => {
  const names = await readdir(join(root, 'specs'), { recursive: true });
  const files = names
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => join('specs', name))
    .sort();
  const calls = await Promise.all(files.map(async (file) => callsIn(file, await readFile(join(root, file), 'utf8'))));
  const claims = new Map(ledger.claims.map((claim) => [claim.id, claim]));
  const places = new Map<string, SpecPlace>();
  const problems = calls.flat().flatMap(({ id, file, line }): Problem[] => {
    if (id === undefined) {
      return [
        { file, line, what: 'claim() is called without a literal id', remedy: "Write the id as a string: claim('m1-…', …)" },
      ];
    }
    const claim = claims.get(id);
    if (!claim) {
      const near = nearest(id, [...claims.keys()]).join(', ');
      return [
        { file, line, what: `claim ${id} is in no ledger`, remedy: `Did you mean ${near}? Otherwise add it to specs/claims` },
      ];
    }
    if (claim.sameAs !== undefined) {
      const what = `claim ${id} says what ${claim.sameAs} says, and shares its spec`;
      return [
        {
          file,
          line,
          what,
          remedy: `Write the spec for ${claim.sameAs}, or take sameAs out at ${claim.ledgerFile}:${claim.ledgerLine}`,
        },
      ];
    }
    const first = places.get(id);
    if (first)
      return [{ file, line, what: `claim ${id} has a spec already, at ${first.file}:${first.line}`, remedy: 'Remove one' }];
    places.set(id, { file, line });
    return [];
  });
  return { places, problems };
};

/** The spec that decides a claim: its own, or that of the claim it is the same as. */
export const placeOf = (
  places: ReadonlyMap<string, SpecPlace>,
  claim: { id: string; sameAs?: string | undefined },
): SpecPlace | undefined => places.get(claim.sameAs ?? claim.id);

/** Claims whose verdict the ledger calls measured, though no spec could have measured it. */
export const measuredWithoutSpec = (ledger: LoadedLedger, places: ReadonlyMap<string, SpecPlace>): Problem[] =>
  ledger.claims
    .filter((claim) => claim.basis === 'measured' && claim.expected !== 'editorial' && !placeOf(places, claim))
    .map((claim) => ({
      file: claim.ledgerFile,
      line: claim.ledgerLine,
      what: `claim ${claim.id} is measured, but no spec runs it`,
      remedy: 'Write its spec, or set its basis to predicted',
    }));
