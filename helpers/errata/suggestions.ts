import type { LoadedClaim, StandingErratum } from '../ledger/loaded.ts';
import { mustSee } from '../ledger/seen.ts';
import type { Proof } from './proof.ts';

/** Why a line should read otherwise: a claim that is wrong as the line is written, and what a run observed instead. */
export interface Reason {
  id: string;
  says: string;
  expected: LoadedClaim['expected'];
  why: string | undefined;
  /** Patterns of what has to be observed, by the ledger. */
  seen: string[];
  /** What the run observed, where it disagreed with the line. Empty where it did not measure the claim. */
  observed: string[];
  /** What this text of the correction came to when the run tested it; undefined without a run. */
  erratum: string | undefined;
}

/** Other words for some lines, with their proof. Lines count from 1 in the document as it stands. */
export interface Suggestion {
  line: number;
  lastLine: number;
  was: string;
  is: string;
  claims: Reason[];
}

export function suggestionOf(
  { first, last, claims: ids }: StandingErratum,
  { was, is }: { was: string; is: string },
  claims: ReadonlyMap<string, LoadedClaim>,
  proof: Proof | undefined,
): Suggestion {
  return { line: first, lastLine: last, was, is, claims: ids.flatMap((id) => reasonOf(claims.get(id), proof)) };
}

function reasonOf(claim: LoadedClaim | undefined, proof: Proof | undefined): Reason[] {
  if (!claim) return [];
  const { id, says, expected, why } = claim;
  const found = proof?.claims.get(id);
  // the pack may be older than the claim's words
  const measured = found?.quote === claim.quote ? found : undefined;
  const against = (measured?.expectations ?? []).filter(({ beat, agrees }) => beat === 'observation' && !agrees);
  const tested = measured?.erratum?.text === claim.erratum?.text ? measured?.erratum?.verdict : undefined;
  return [
    {
      ...{ id, says, expected, why },
      seen: mustSee(claim) ?? [],
      observed: against.map((one) => one.observed),
      erratum: proof && (tested ?? 'not-run'),
    },
  ];
}

/** The suggestions as a page that an editor reads, each as a block that GitHub and GitLab take into a review. */
export function pageOf({ path }: { path: string }, suggestions: readonly Suggestion[], proof: Proof | undefined): string {
  const source = proof
    ? `Observed by the run ${proof.run} (${proof.folder}).`
    : 'No pack of this document: the ledger alone says so.';
  return [`# Corrections of ${path}\n\n${source}\n`, ...suggestions.map(sectionOf)].join('\n');
}

function sectionOf({ line, lastLine, is, claims }: Suggestion): string {
  const fence = '`'.repeat(Math.max(3, ...[...is.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const lines = line === lastLine ? `Line ${line}` : `Lines ${line}-${lastLine}`;
  return `## ${lines}\n\n${fence}suggestion\n${is}\n${fence}\n\n${claims.map((one) => `- ${wordsOf(one)}\n`).join('')}`;
}

const sentence = (text: string): string => text.trim().replace(/\.?$/, '.');

function wordsOf({ id, expected, why = '', observed, erratum }: Reason): string {
  const wrong = `${id} is ${expected}${why && `: ${why}`}`;
  const seen = observed.length > 0 ? `Observed: ${observed.join('; ')}` : '';
  const tested =
    erratum === undefined
      ? ''
      : erratum === 'not-run'
        ? 'This text of the correction was not tested in that run'
        : `The correction was tested: ${erratum}`;
  return [wrong, seen, tested]
    .filter(Boolean)
    .map((one) => sentence(one.replaceAll(/\s*\n\s*/g, ' ')))
    .join(' ');
}
