import type { ClaimEvidence } from '../evidence/schema.ts';
import { connection } from '../kube/connection.ts';
import { fromLedger } from '../evidence/fromLedger.ts';
import { shortened } from '../evidence/shortened.ts';
import { standInsFor } from '../evidence/standIns.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import type { ClaimRun } from './claimRun.ts';
import { mustSee } from '../ledger/seen.ts';
import { isFormer, type Judged, type Ruling } from './ruling.ts';

const unnamed = ({ lacks }: Ruling, { needs = [] }: LoadedClaim) => lacks !== undefined && !needs.includes(lacks);

export async function evidenceOf(
  run: ClaimRun,
  entry: LoadedClaim,
  ruling: Ruling,
  spec: string,
  waitingMs: number,
): Promise<ClaimEvidence> {
  const formerly = entry.applied && mustSee(entry.applied);
  const former = (one: Judged) => isFormer(one, formerly);
  const told = fromLedger(entry);
  return {
    ...told,
    ...(told.applied && { applied: { ...told.applied, formerly: run.told('observation', former) } }),
    selected: true,
    verdict: ruling.verdict,
    reason: shortened(
      unnamed(ruling, entry)
        ? `${ruling.reason.replace(/\.?$/, '.')} The ledger does not name this need (${ruling.lacks}) of the claim.`
        : ruling.reason,
    ),
    lacks: ruling.lacks,
    spec,
    world: run.world,
    startedAt: run.startedAt.toISOString(),
    durationMs: Date.now() - run.startedAt.getTime(),
    waitingMs: Math.round(waitingMs),
    settledMs: run.settledMs,
    controls: run.told('control'),
    changes: run.changes,
    expectations: [...run.told('observation', (one) => !former(one)), ...run.told('erratum')],
    observations: run.observations,
    witnesses: run.witnesses,
    used: [...run.used].sort(),
    substitutions: standInsFor(run.used, (await connection()).cluster.substitutions),
    erratum: entry.erratum && { text: entry.erratum.text, verdict: ruling.erratum },
  };
}
