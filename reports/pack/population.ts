import { type Verdict, verdicts } from '../../helpers/verdict.ts';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';

/** The number of claims with each verdict, also where the number is 0. */
export function countVerdicts(claims: readonly ClaimEvidence[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const claim of claims) counts[claim.verdict] += 1;
  return counts;
}

/** The id's second part: `ex4` of m1-ex4-attacker-blocked. */
export const exerciseOf = (id: string) => id.split('-')[1] ?? id;

export interface Exercise {
  /** Unique in the pack, and valid as an anchor: m1-ex4. */
  key: string;
  name: string;
  claims: ClaimEvidence[];
}

export interface DocumentGroup {
  path: string;
  exercises: Exercise[];
}

const byPlace = (a: ClaimEvidence, b: ClaimEvidence) => a.line - b.line || (a.id < b.id ? -1 : 1);

/** Claims in the order of the documents: by document, exercise, line and id. */
export function inReadingOrder(evidence: Evidence): DocumentGroup[] {
  const paths = new Set([...evidence.documents.map(({ path }) => path), ...evidence.claims.map(({ document }) => document)]);
  return [...paths].map((path) => {
    const claims = evidence.claims.filter(({ document }) => document === path).sort(byPlace);
    const groups = Map.groupBy(claims, ({ id }) => id.split('-').slice(0, 2).join('-'));
    return {
      path,
      exercises: [...groups].map(([key, members]) => ({ key, name: exerciseOf(key), claims: members })),
    };
  });
}

/** The file name of a document, without its folders. */
export const shortName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
