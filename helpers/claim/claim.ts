import { relative } from 'node:path';
import { afterAll, test } from 'vitest';
import type { MarkdownDocument } from '../documents/document.ts';
import { takeWaitingMs } from '../waiting.ts';
import { asExpected } from '../evidence/asExpected.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import { root } from '../root.ts';
import { times } from '../times.ts';
import { settings } from '../settings.ts';
import { carryOut } from './runBody.ts';
import { writtenOf, type ClaimContext } from './context.ts';
import { closeLane, journal } from './lanePool.ts';
import { evidenceOf } from './toEvidence.ts';
import { failureText } from './failureText.ts';
import { ClaimRun } from './claimRun.ts';

const ledger = await loadLedger();

/**
 * Proves one claim of the ledger, named by its id. The body states controls, makes the one change and says what has to be seen;
 * it throws nothing of its own. The test passes when the measured verdict is the ledger's (with STRICT=1: when it is `verified`).
 */
export function claim(id: string, body: (context: ClaimContext) => Promise<void>): void {
  const { claims, strict } = settings();
  if (claims && !claims.has(id)) return;
  const entry = ledger.byId(id);

  let specFile = '';
  afterAll(() => closeLane(specFile));
  test(id, { timeout: times.claim }, async ({ task, skip }) => {
    takeWaitingMs();
    specFile = task.file.filepath;
    const run = new ClaimRun(id, journal());
    const ruling = await carryOut(run, specFile, (context, lane) =>
      body({ ...context, written: writtenOf(entry, documentOf(entry), lane) }),
    );
    const evidence = await evidenceOf(run, entry, ruling, relative(root, specFile), takeWaitingMs());
    run.finished(evidence);
    if (evidence.verdict === 'not-applicable') skip(evidence.reason);
    if (!asExpected(evidence, strict)) throw new Error(failureText(evidence));
  });
}

function documentOf(entry: LoadedClaim): MarkdownDocument {
  const found = ledger.documents.find(({ document }) => document.path === entry.document);
  if (!found) throw new Error(`${entry.id} names ${entry.document}, which no ledger has`);
  return found.document;
}
