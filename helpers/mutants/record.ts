import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../evidence/journal.ts';
import { noticesFile, readNotices, type BrokenInstruments, type BrokenWorld, type Notices } from '../evidence/notices.ts';
import type { Evidence } from '../evidence/schema.ts';
import { failures } from '../failure.ts';
import { root } from '../root.ts';
import type { Mutant } from './mutantFile.ts';
import { unnoticed } from './noticed.ts';

type Rehearsed = Extract<Event, { event: 'rehearsed' }>;

const measuredBy = ({ started, suite, environment: { kubernetes, istio, proxy } }: Evidence['run']) => ({
  at: started,
  commit: suite.commit,
  kubernetes,
  istio,
  proxy,
});

/** What a run in a mutant's world came to. */
export function worldOf({ name, says, instrument, unread, targets, holds }: Mutant, { run, claims }: Evidence): BrokenWorld {
  const judged = targets.map((id) => {
    const claim = claims.find((one) => one.id === id);
    return {
      claim: id,
      why: claim ? unnoticed(claim, { instrument, unread, holds: holds.includes(id) }) : 'is not in the evidence',
    };
  });
  return {
    name,
    says,
    instrument,
    noticed: judged.flatMap(({ claim, why }) => (why === undefined ? [claim] : [])),
    unnoticed: judged.flatMap(({ claim, why }) => (why === undefined ? [] : [{ claim, why }])),
    ...measuredBy(run),
  };
}

/** What the claims came to with broken instruments. */
export function instrumentsOf(rehearsed: readonly Rehearsed[], run: Evidence['run']): BrokenInstruments {
  const statements = rehearsed.flatMap((one) => one.statements);
  const witnesses = [...new Set(statements.map(({ witness }) => witness))].sort();
  return {
    ...measuredBy(run),
    failures: failures.map((failure) => {
      const touched = rehearsed.filter(({ verdicts }) => verdicts[failure]);
      return {
        failure,
        claims: touched.length,
        inconclusive: touched.filter(({ verdicts }) => verdicts[failure] === 'inconclusive').length,
        kept: touched.filter(({ verdicts, expected }) => verdicts[failure] === expected).map(({ claim }) => claim),
        same: statements.filter((one) => one.failure === failure && one.outcome === 'same').length,
      };
    }),
    readings: witnesses.map((witness) => {
      const own = statements.filter((one) => one.witness === witness && one.outcome !== 'same');
      return { witness, statements: own.length, unread: own.filter(({ outcome }) => outcome === 'unread').length };
    }),
  };
}

/** Puts what was measured in the place of what was measured before. */
export function record(change: (before: Notices) => Notices): void {
  const after = change(readNotices());
  const worlds = [...after.worlds].sort((a, b) => a.name.localeCompare(b.name));
  writeFileSync(join(root, noticesFile), `${JSON.stringify({ ...after, worlds }, undefined, 1)}\n`);
}
