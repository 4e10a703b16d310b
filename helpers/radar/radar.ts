import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import type { SpecFile } from '../ledger/specFiles.ts';
import { placeIn } from './placeIn.ts';
import type { ChangedDefault } from './changedDefaults.ts';
import type { Join, Joiner } from './join.ts';
import type { Measured } from './measured.ts';
import type { NoteBetween } from './notesBetween.ts';
import type { Radar, RadarClaim, RadarDefault, RadarNote, Standing, Touch } from './result.ts';

type Findings = Pick<Radar, 'notes' | 'defaults' | 'claims' | 'seenNotNoted'>;

interface Sources {
  notes: readonly NoteBetween[];
  defaults: readonly ChangedDefault[];
  joiner: Joiner;
  ledger: LoadedLedger;
  specs: readonly SpecFile[];
  /** Empty where no packs are given. */
  measured: ReadonlyMap<string, Measured>;
}

/** Sets what a release says beside the claims that it touches, and beside what was measured of them. */
export function findingsOf({ notes, defaults, joiner, ledger, specs, measured }: Sources): Findings {
  const joined = (text: string) => {
    const joins = joiner.joinsOf(text);
    const touches = touchesOf(joins);
    return { joins, touches, standing: standingOf(touches, measured) };
  };
  const told = notes.map((note): RadarNote => ({ ...note, ...joined(textOf(note)) }));
  const changed = defaults.map((one): RadarDefault => {
    const naming = notes.filter((note) => textOf(note).includes(one.name)).map(({ file }) => file);
    return { ...one, notes: naming, ...joined([one.name, one.says ?? ''].join('\n\n')) };
  });
  const touched = new Set([...told, ...changed].flatMap(({ touches }) => touches.map(({ claim }) => claim)));
  const leaders = ledger.claims.filter(({ sameAs }) => sameAs === undefined);
  const differing = leaders.filter(({ id }) => measured.get(id)?.differs);
  return {
    notes: told.sort(byWeight),
    defaults: changed,
    claims: leaders
      .filter((claim) => touched.has(claim.id) || differing.includes(claim))
      .map((claim) => claimOf(claim, ledger, specs, measured)),
    seenNotNoted: differing.map(({ id }) => id).filter((id) => !touched.has(id)),
  };
}

export const textOf = ({ says, upgrade, security }: NoteBetween): string =>
  [...says, ...upgrade.flatMap(({ title, content }) => [title, content]), ...security].join('\n\n');

/** The claims that strong and medium joins name, each with the terms of its strongest. */
function touchesOf(joins: readonly Join[]): Touch[] {
  const touches = new Map<string, Touch>();
  for (const { strength, by, term, claims } of joins) {
    if (strength === 'weak') continue;
    for (const claim of claims) {
      const known: Touch = touches.get(claim) ?? { claim, strength, terms: [] };
      if (known.strength === strength) known.terms.push({ by, term });
      touches.set(claim, known);
    }
  }
  return [...touches.values()];
}

function standingOf(touches: readonly Touch[], measured: ReadonlyMap<string, Measured>): Standing {
  if (touches.length === 0) return 'no-claim';
  const found = touches.flatMap(({ claim }) => measured.get(claim) ?? []);
  if (found.length === 0) return 'unmeasured';
  return found.some(({ differs }) => differs) ? 'seen' : 'not-seen';
}

/** Upgrade notes first, then what touches claims most strongly. */
function byWeight(a: RadarNote, b: RadarNote): number {
  const weight = ({ upgrade, kind, touches }: RadarNote) =>
    (upgrade.length > 0 ? 1000 : 0) +
    (touches.some(({ strength }) => strength === 'strong') ? 100 : 0) +
    (kind === 'security-fix' ? 10 : 0) +
    (touches.length > 0 ? 1 : 0);
  return weight(b) - weight(a) || a.file.localeCompare(b.file);
}

function claimOf(
  { id, document, line, quote, says, expected }: LoadedClaim,
  ledger: LoadedLedger,
  specs: readonly SpecFile[],
  measured: ReadonlyMap<string, Measured>,
): RadarClaim {
  const [spec, what] = [placeIn(specs, id), measured.get(id)];
  const same = ledger.claims.filter(({ sameAs }) => sameAs === id).map((one) => one.id);
  return { id, document, line, quote, says, expected, ...(spec && { spec }), same, ...(what && { measured: what }) };
}
