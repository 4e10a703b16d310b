import type { ClaimEvidence, Environment, Evidence, Observation } from '../../helpers/evidence/schema.ts';
import { artifactsOf, inlineLimit, type Pack } from '../pack.ts';
import { type DocumentGroup, inReadingOrder } from '../population.ts';
import { headings } from './headings.ts';

/** Everything the sections of the page look up, prepared once. */
export interface View {
  pack: Pack;
  evidence: Evidence;
  groups: DocumentGroup[];
  /** By exercise key (m1-ex4): the document's own heading, or the exercise's short name. */
  titles: ReadonlyMap<string, string>;
  /** By document path. */
  sources: ReadonlyMap<string, string>;
  claims: ReadonlyMap<string, ClaimEvidence>;
  observations: ReadonlyMap<string, Observation>;
  substitutions: ReadonlyMap<string, Environment['substitutions'][number]>;
  /** Text artifacts of at most this many bytes stand in the page; larger ones are linked. */
  inlineBytes: number;
}

// Half of the 3 MB that the page may weigh: a full run has more output than fits.
const inlineBudget = 1.5 * 1024 ** 2;

/** The largest limit (halved from 8 KB) at which all artifacts below it, each once, fit the budget. */
function chooseInlineBytes({ evidence, texts }: Pack): number {
  const sizes = new Map(evidence.claims.flatMap(artifactsOf).map(({ sha256 }) => [sha256, texts.get(sha256)?.length ?? 0]));
  const total = (limit: number) => [...sizes.values()].filter((size) => size <= limit).reduce((sum, size) => sum + size, 0);
  let limit = inlineLimit;
  while (limit > 64 && total(limit) > inlineBudget) limit /= 2;
  return limit;
}

export function createView(pack: Pack): View {
  const { evidence } = pack;
  const groups = inReadingOrder(evidence);
  const sources = new Map(
    evidence.documents.flatMap(({ path, sha256 }) => {
      const text = pack.texts.get(sha256);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
  const titles = groups.flatMap(({ path, exercises }) => {
    const all = headings(sources.get(path) ?? '');
    return exercises.map(({ key, name, claims }) => {
      const first = claims[0]?.line ?? 0;
      return [key, all.findLast(({ line }) => line <= first)?.text ?? name] as const;
    });
  });
  return {
    pack,
    evidence,
    groups,
    sources,
    titles: new Map(titles),
    claims: new Map(evidence.claims.map((claim) => [claim.id, claim])),
    observations: new Map(evidence.claims.flatMap(({ observations }) => observations.map((one) => [one.id, one]))),
    substitutions: new Map(evidence.run.environment.substitutions.map((one) => [one.name, one])),
    inlineBytes: chooseInlineBytes(pack),
  };
}
