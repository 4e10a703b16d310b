import type { MarkdownDocument } from '../documents/document.ts';
import { agreement } from '../evidence/outcome.ts';
import type { ClaimEvidence } from '../evidence/schema.ts';
import { describeDrift, remedyOfDrift } from '../ledger/drift.ts';
import type { Problem } from '../ledger/errors.ts';
import type { LoadedClaim, LoadedDocument, LoadedLedger, StandingPlace } from '../ledger/loaded.ts';
import { describeExpected, isWrong } from '../ledger/otherwise.ts';
import { levels, type Finding } from './result.ts';
import type { Touched } from './touched.ts';

interface Known {
  ledger: LoadedLedger;
  touched: Touched;
  /** A document's text before the change. */
  before: (path: string) => MarkdownDocument | undefined;
  /** What is wrong with ledgers and specs. */
  problems: readonly Problem[];
  /** What a run came to, where one was needed. */
  measured: readonly ClaimEvidence[];
  /** ISO 8601, the day alone. */
  today: string;
}

/** All that a reviewer is told, worst first, and of equal ones what the change touches first. */
export function findingsOf({ ledger, touched, before, problems, measured, today }: Known): Finding[] {
  const isTouched = (id: string) => touched.has(id);
  const rank = ({ level, touched: own }: Finding) => levels.indexOf(level) * 2 + Number(!own);
  return [
    ...problems.map(faultOf),
    ...measured.flatMap((claim) => verdictOf(claim, isTouched(claim.id))),
    ...ledger.claims.flatMap((claim) => driftOf(claim, isTouched(claim.id))),
    ...ledger.documents.flatMap((one) => [...driftedPlaces(one), ...unclaimed(one, before(one.document.path), ledger.claims)]),
    ...ledger.documents.flatMap((one) => errataOf(one, ledger, touched, today)),
  ].sort((a, b) => rank(a) - rank(b) || a.file.localeCompare(b.file) || a.line - b.line);
}

const faultOf = ({ file, line = 1, what, remedy }: Problem): Finding => ({
  rule: 'ledger-fault',
  level: 'error',
  about: what,
  file,
  line,
  lastLine: line,
  title: `${what}.`,
  message: `${what}. ${remedy}.`,
  touched: true,
});

function verdictOf(claim: ClaimEvidence, touched: boolean): Finding[] {
  const { id, document, line, quote, verdict, expected, reason } = claim;
  const how = agreement(claim);
  if (how === 'as-expected' || how === 'not-applicable' || how === 'not-tested') return [];
  const learned = how === 'differs' || how === 'undecided';
  const against = [...claim.controls, ...claim.expectations].filter(({ agrees }) => !agrees);
  return [
    {
      rule: verdict === 'drifted' ? 'drifted' : learned ? 'verdict-differs' : 'inconclusive',
      level: 'error',
      about: id,
      file: document,
      line,
      lastLine: line + quote.split('\n').length - 1,
      title: `${id} is ${verdict}; the ledger expects ${expected}.`,
      message: [
        reason,
        ...against.map(({ name, expected: wanted, observed }) => `“${name}”: expected ${wanted}; observed ${observed}`),
        verdict === 'drifted'
          ? 'What to do: take the new words over, if the claim still holds: make ledger.'
          : learned
            ? 'What to do: correct the sentence, or the row of the ledger if the sentence is right.'
            : 'What to do: see the report for what could not be read, and run the gate again.',
        ...(claim.reproduce ? [`Try it: ${claim.reproduce}`] : []),
      ].join('\n'),
      touched,
    },
  ];
}

const driftOf = (claim: LoadedClaim, touched: boolean): Finding[] => drifting(claim.id, claim.document, claim, touched);

const driftedPlaces = ({ document, places }: LoadedDocument): Finding[] =>
  Object.entries(places).flatMap(([name, place]) => drifting(`the place ${name}`, document.path, place, true));

function drifting(about: string, file: string, { line, drifted }: StandingPlace, touched: boolean): Finding[] {
  if (!drifted) return [];
  const at = drifted.now?.line ?? line;
  return [
    {
      rule: 'drifted',
      level: 'error',
      about,
      file,
      line: at,
      lastLine: at,
      title: `The words of ${about} have changed.`,
      message: `${describeDrift(drifted)}\nWhat to do: ${remedyOfDrift(drifted)}.`,
      touched,
    },
  ];
}

/** Words that no row of the ledger names. Those of the change are told as such. */
function unclaimed(
  { document, coverage, ledgerFile, places }: LoadedDocument,
  before: MarkdownDocument | undefined,
  claims: readonly LoadedClaim[],
): Finding[] {
  const known = new Set(before?.passages.map(({ text }) => text));
  // words in place of some that have drifted are told with these
  const told = new Set([...claims, ...Object.values(places)].map(({ drifted }) => drifted?.now?.text));
  const left = coverage.unclassified.filter(({ text }) => !told.has(text));
  return left.map(({ first, last, text }) => ({
    rule: 'unclaimed',
    level: known.has(text) ? 'note' : 'warning',
    about: text,
    file: document.path,
    line: first,
    lastLine: last,
    title: 'Nobody has said whether these words state something to test.',
    message: `“${text}”\nWhat to do: make claim QUOTE=… for what a run can decide, or a row under editorial in ${ledgerFile}.`,
    touched: !known.has(text),
  }));
}

function errataOf({ document, errata }: LoadedDocument, { byId }: LoadedLedger, touched: Touched, today: string): Finding[] {
  return errata.flatMap(({ first, last, text, claims, applied }) => {
    if (applied) return [];
    const wrong = claims.map(byId).filter(isWrong);
    return wrong.flatMap((claim) => {
      const { until, owner, issue } = claim.erratum ?? {};
      const known = [owner && `owner ${owner}`, issue, until && `until ${until}`].filter(Boolean).join(', ');
      const overdue = until !== undefined && until < today;
      return [
        {
          rule: overdue ? ('overdue' as const) : ('known-erratum' as const),
          level: overdue ? ('error' as const) : ('note' as const),
          about: claim.id,
          file: document.path,
          line: first,
          lastLine: last,
          title: overdue
            ? `The erratum of ${claim.id} was to be applied by ${until}.`
            : `${claim.id} is known to be ${describeExpected(claim)}.`,
          message: [claim.why ?? claim.says, `It should read: ${text}`, ...(known ? [`Known: ${known}.`] : [])].join('\n'),
          touched: touched.has(claim.id),
          ...(!overdue && { suppressed: `The ledger expects ${describeExpected(claim)}${known && ` (${known})`}.` }),
          suggestion: text,
        },
      ];
    });
  });
}
