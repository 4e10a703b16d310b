import type { ClaimEvidence, Evidence } from '../../../helpers/evidence/schema.ts';
import type { FormatEntry, Rendering } from '../../pack/format.ts';
import type { Pack } from '../../pack/load.ts';
import { type DocumentGroup, inReadingOrder } from '../../pack/population.ts';
import { Folds } from './folds.ts';
import { headings } from './headings.ts';
import { showWalk, type ShownWalk } from '../../web/chapters.ts';

/** What the sections of the page look up. */
export interface View {
  pack: Pack;
  evidence: Evidence;
  groups: DocumentGroup[];
  /** By exercise key (m1-ex4): the heading in the document, or the short name of the exercise. */
  titles: ReadonlyMap<string, string>;
  /** By document path. */
  sources: ReadonlyMap<string, string>;
  claims: ReadonlyMap<string, ClaimEvidence>;
  walks: readonly ShownWalk[];
  /** Collects the long pieces and packs those that the page has no room for. */
  folds: Folds;
  /** Fingerprint of the public key that signs the pack. Undefined where nothing is signed. */
  signer: string | undefined;
  /** The pack's other formats. */
  formats: readonly FormatEntry[];
}

export function createView(pack: Pack, { signer, formats = [] }: Partial<Rendering> = {}): View {
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
    walks: pack.walks.map((walk, index) => showWalk(walk, index, evidence)),
    folds: new Folds(),
    signer,
    formats,
  };
}
