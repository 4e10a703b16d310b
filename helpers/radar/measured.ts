import { compare } from '../evidence/compare.ts';
import type { Assertion, ClaimEvidence, Evidence } from '../evidence/schema.ts';
import type { RadarClaim } from './result.ts';

export type Measured = NonNullable<RadarClaim['measured']>;

/** What two packs have measured of each claim that both have measured. */
export function measuredBetween(a: Evidence, b: Evidence): Map<string, Measured> {
  const changes = new Map(compare(a, b).claims.map((change) => [change.id, change]));
  const after = new Map(b.claims.map((claim) => [claim.id, claim]));
  return new Map(
    a.claims.flatMap((before): [string, Measured][] => {
      const now = after.get(before.id);
      if (!now || !isMeasured(before) || !isMeasured(now)) return [];
      const turned = turnedIn(before, now);
      const how = before.verdict === now.verdict ? turned[0] : now.reason;
      const otherOutput = changes.get(before.id)?.aspects.includes('changed output') ?? false;
      return [
        [
          before.id,
          {
            before: before.verdict,
            after: now.verdict,
            differs: how !== undefined,
            ...(how !== undefined && { how }),
            otherOutput,
          },
        ],
      ];
    }),
  );
}

/** Claims of which one of the runs learned nothing: a difference there is no answer of the release. */
export function unlearned(a: Evidence, b: Evidence): string[] {
  const without = [a, b].flatMap(({ claims }) => claims.filter(({ verdict }) => verdict === 'inconclusive'));
  return [...new Set(without.map(({ id }) => id))];
}

const isMeasured = ({ verdict }: ClaimEvidence): boolean =>
  !['not-run', 'editorial', 'drifted', 'inconclusive'].includes(verdict);

/** Controls and expectations that agreed in one run and not in the other. */
function turnedIn(before: ClaimEvidence, after: ClaimEvidence): string[] {
  const was = assertionsOf(before);
  return [...assertionsOf(after)].flatMap(([key, one]) => {
    const earlier = was.get(key);
    return earlier === undefined || earlier.agrees === one.agrees
      ? []
      : [`${one.name}: ${earlier.observed}, then ${one.observed}`];
  });
}

/** A claim may state the same twice: before and after a change, and as its erratum. */
function assertionsOf({ controls, expectations }: ClaimEvidence): Map<string, Assertion> {
  const numbered = new Map<string, Assertion>();
  const counts = new Map<string, number>();
  for (const one of [...controls, ...expectations]) {
    const name = `${one.beat} ${one.name}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    numbered.set(`${name} ${counts.get(name)}`, one);
  }
  return numbered;
}
