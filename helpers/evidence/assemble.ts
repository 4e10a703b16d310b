import { basisOf, type Basis, unknown } from './basis.ts';
import { fromLedger } from './fromLedger.ts';
import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import { reasonOfDrift } from '../ledger/drift.ts';
import { apart } from '../ledger/told.ts';
import { verdicts, type Verdict } from '../verdict.ts';
import { interrupted } from './interrupted.ts';
import { readJournal, type Event } from './journal.ts';
import { evidenceSchema, type Artifact, type ClaimEvidence, type Evidence, type WalkEntry } from './schema.ts';

type Of<K extends Event['event']> = Extract<Event, { event: K }>;

/** What a pack keeps of measurements that other runs made. */
export interface Kept {
  walkthroughs?: WalkEntry[];
  notices?: Artifact;
  fidelity?: Artifact | undefined;
}

/** Folds a pack's journal and the ledger into `evidence.json`. Every claim of the ledger is in it, run or not. */
export function assemble(pack: string, ledger: LoadedLedger, { walkthroughs = [], notices, fidelity }: Kept = {}): Evidence {
  const events = readJournal(pack);
  const all = <K extends Event['event']>(kind: K) => events.filter((one): one is Of<K> => one.event === kind);
  const started = all('run-started')[0];
  const environment = all('environment').at(-1);
  const merged = all('merged')[0];
  if (!started || !environment)
    throw new Error(`${pack}/journal.jsonl says neither what was started nor where: no run can be told from it.`);
  const results = Map.groupBy(all('claim-finished'), ({ claim }) => claim);
  const finished = new Map([...results].map(([claim, of]) => [claim, withAttempts(of.map(({ evidence }) => evidence))]));
  const until = (id: string) => interrupted(id, events);
  // the journal of an older suite does not name the claims to measure, nor with what
  const { toMeasure = [], labChecks = 0, basis }: Partial<Of<'run-started'>> = started;
  const claims = ledger.claims.map((entry) => ({
    ...told(entry, ledger, finished, until, toMeasure.includes(entry.id)),
    selected: toMeasure.includes(entry.id),
  }));
  const lab = [...new Map(all('lab-checked').map(({ check }) => [check.says, check])).values()];
  const labSelected = labChecks - new Set(all('lab-not-applicable').map(({ says }) => says)).size;
  const end = all('run-finished').at(-1);
  // a run that was killed right after it was taken up again has begun nothing, and is no more complete than before
  const complete =
    end !== undefined &&
    lab.length >= labSelected &&
    claims.every(({ selected, verdict }) => !selected || verdict !== 'not-run') &&
    events.lastIndexOf(end) > events.findLastIndex(({ event }) => event === 'claim-started' || event === 'run-resumed');
  return evidenceSchema.parse({
    schema: 'meshproof/evidence/v1',
    run: {
      id: started.runId,
      started: started.at,
      finished: events.at(-1)?.at,
      status: complete ? 'complete' : 'interrupted',
      interruptions: interruptionsOf(events) + (complete ? 0 : 1),
      selection: started.selection,
      ...(merged && { parts: merged.parts }),
      ...(started.strict && { strict: true }),
      suite: suiteOf(basis ?? basisOf(ledger)),
      environment: {
        ...environment.environment,
        substitutions: environment.environment.substitutions.map((one) => ({ ...one, affects: affectedBy(one.name, claims) })),
      },
      lab: lab.sort((a, b) => a.says.localeCompare(b.says)),
      labSelected,
      redactions: redactions(all('redacted')),
    },
    documents: ledger.documents.map(({ document, coverage }) => ({
      path: document.path,
      sha256: document.sha256,
      lines: document.lines.length,
      coverage: {
        claimed: coverage.claimed.length,
        editorial: coverage.editorial.length,
        unclassified: coverage.unclassified.length,
      },
    })),
    claims,
    walkthroughs,
    notices,
    fidelity,
    summary: Object.fromEntries(
      verdicts.map((verdict) => [verdict, claims.filter((one) => one.verdict === verdict).length]),
    ) as Record<Verdict, number>,
  });
}

/** Ids of the claims that show a stand-in. */
function affectedBy(name: string, claims: readonly Partial<ClaimEvidence>[]): string[] {
  return claims.flatMap(({ id, substitutions = [] }) => (id !== undefined && substitutions.includes(name) ? [id] : []));
}

/** What a run knows of a claim; of one whose words have changed, that it drifted, whatever its spec found for the claims that share it. */
function told(entry: LoadedClaim, ...known: Known): Partial<ClaimEvidence> {
  const [, , , selected] = known;
  const found = toldOfSpec(entry, ...known);
  if (!entry.drifted || !selected) return found;
  return {
    ...found,
    ...fromLedger(entry),
    verdict: 'drifted',
    reason: reasonOfDrift(entry.drifted),
  };
}

type Known = [
  ledger: LoadedLedger,
  finished: Map<string, ClaimEvidence>,
  until: (id: string) => string | undefined,
  selected: boolean,
];

function toldOfSpec(
  entry: LoadedClaim,
  ledger: LoadedLedger,
  finished: Map<string, ClaimEvidence>,
  until: (id: string) => string | undefined,
  selected: boolean,
): Partial<ClaimEvidence> {
  const own = finished.get(entry.sameAs ?? entry.id);
  if (own && !entry.sameAs) return own;
  const alone = entry.sameAs === undefined ? undefined : apart(entry, ledger.byId(entry.sameAs));
  if (own && entry.sameAs && !alone) {
    return {
      ...own,
      ...fromLedger(entry),
      needs: own.needs,
      seen: own.seen,
      reason: `Says the same as ${entry.sameAs}. ${own.reason}`,
      erratum: entry.erratum && { text: entry.erratum.text, verdict: borrowed(entry.erratum.text, own.erratum) },
    };
  }
  const editorial = (entry.sameAs ? ledger.byId(entry.sameAs) : entry).expected === 'editorial';
  return {
    ...fromLedger(entry),
    verdict: editorial ? 'editorial' : 'not-run',
    reason: editorial
      ? (entry.why ?? 'An opinion or a statement about business, not about a cluster.')
      : (alone ?? notRun(until(entry.sameAs ?? entry.id), selected)),
    erratum: entry.erratum && { text: entry.erratum.text, verdict: 'not-run' },
  };
}

/** The other claim's spec asserts the text of its own erratum, and no other. */
function borrowed(text: string, of: ClaimEvidence['erratum']): Verdict {
  return of?.text === text ? of.verdict : 'not-run';
}

function notRun(until: string | undefined, selected: boolean): string {
  if (until) return `The run ended in the middle of this claim, ${until}; what it saw until then is in journal.jsonl.`;
  return selected ? 'Selected, but the run ended before this claim began.' : 'Not selected, or no spec proves it yet.';
}

function redactions(events: Of<'redacted'>[]): { what: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { what, count } of events) counts.set(what, (counts.get(what) ?? 0) + count);
  return [...counts].map(([what, count]) => ({ what, count }));
}

/** What a claim came to last, with what it came to before: inconclusive, or it would not have been measured again. */
function withAttempts(results: ClaimEvidence[]): ClaimEvidence {
  const attempts = results.slice(0, -1).map(({ startedAt, verdict, reason }) => ({ startedAt, verdict, reason }));
  return { ...(results.at(-1) as ClaimEvidence), ...(attempts.length > 0 && { attempts }) };
}

/** How often the run was taken up again before it had ended. */
function interruptionsOf(events: Event[]): number {
  const turns = events
    .map(({ event }) => event)
    .filter((event) => ['claim-started', 'run-resumed', 'run-finished'].includes(event));
  return turns.filter((event, at) => event === 'run-resumed' && turns[at - 1] !== 'run-finished').length;
}

const suiteOf = ({ version, commit, changes }: Basis): Evidence['run']['suite'] => ({
  version,
  commit,
  dirty: commit !== unknown && Object.keys(changes).length > 0,
});
