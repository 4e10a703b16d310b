import { relative } from 'node:path';
import { afterAll, test } from 'vitest';
import { takeWaitingMs } from '../waiting.ts';
import { asExpected } from '../evidence/asExpected.ts';
import { claimOf, runPlan } from '../evidence/runPlan.ts';
import { content } from '../content.ts';
import { settings } from '../settings.ts';
import { times } from '../times.ts';
import { runBody } from './runBody.ts';
import type { ClaimContext } from './context.ts';
import { writtenOf } from './written.ts';
import { reasonOfDrift, type Drift } from '../ledger/drift.ts';
import { mustSee } from '../ledger/seen.ts';
import { closeLane, dropLane, journal, keepLane } from './lanePool.ts';
import { evidenceOf } from './toEvidence.ts';
import { failureText } from './failureText.ts';
import { ClaimRun } from './claimRun.ts';
import { Rehearsals } from './rehearsal.ts';
import { outsideRuling, spoilsLane, type Ruling } from './ruling.ts';

const plan = await runPlan();

/** Nobody has said that the claim holds of the words that stand there now: it is not run. */
const drifted = (drift: Drift): Ruling => ({
  verdict: 'drifted',
  reason: reasonOfDrift(drift),
  erratum: 'not-run',
});

/**
 * Proves one claim of the ledger. The body states controls, makes the one change and says what must be seen.
 * The test passes when the measured verdict is the ledger's; with STRICT=1, when it is `verified`.
 */
export function claim(id: string, body: (context: ClaimContext) => Promise<void>): void {
  if (plan.runs && !plan.runs.includes(id)) return;
  const { entry, document, places, namespaces } = claimOf(plan, id);

  let specFile = '';
  afterAll(() => closeLane(specFile));
  test(id, { timeout: times.claim }, async ({ task, skip }) => {
    takeWaitingMs();
    specFile = task.file.filepath;
    const run = new ClaimRun(id, journal(), {
      endsAtTurn: settings().brokenWorld && entry.expected === 'verified' && !entry.applied,
    });
    const seen = mustSee(entry);
    const formerly = entry.applied && mustSee(entry.applied);
    const rehearsals = settings().instruments ? new Rehearsals() : undefined;
    // claims that share the spec may stand
    const isAlone = !plan.claims.some((one) => one.sameAs === id && !one.drifted);
    const ruling =
      entry.drifted && isAlone
        ? drifted(entry.drifted)
        : entry.outside
          ? outsideRuling(entry.outside)
          : await runBody(
              run,
              specFile,
              (context, lane) => body({ ...context, written: writtenOf(entry, document, places, lane, context.reader) }),
              { seen, formerly, rehearsals, namespaces, document: document.text, needs: entry.needs ?? [] },
            );
    const evidence = await evidenceOf(run, entry, ruling, relative(content, specFile), takeWaitingMs());
    run.finished(evidence);
    if (rehearsals) run.rehearsed({ expected: entry.expected, ...rehearsals.results(run.assertions, seen, formerly) });
    const expected = asExpected(evidence, plan.strict);
    const kept = !expected && plan.keep && !settings().brokenWorld ? `\nlook      ${await keepLane(specFile)}` : '';
    if (!kept && spoilsLane(ruling)) await dropLane(specFile);
    if (expected && evidence.verdict === 'not-applicable') skip(evidence.reason);
    if (entry.drifted) throw new Error(reasonOfDrift(entry.drifted));
    if (expected) return;
    throw new Error(`${failureText(evidence, ruling.deciding)}${kept}`);
  });
}
