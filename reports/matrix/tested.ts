import { versionsOf } from '../../helpers/evidence/versionsOf.ts';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import { isNegative } from '../../helpers/verdict.ts';
import type { Source } from './cells.ts';

/** With what one document was tested in one cell, and what came of it. Flat, for the front matter of a page. */
export interface TestedIn {
  istio: string;
  kubernetes: string;
  envoy: string;
  provider: string;
  /** The day on which the run ended (UTC). */
  date: string;
  /** Of the document's text that was tested. */
  sha256: string;
  state: 'holds' | 'wrong' | 'partly tested' | 'not tested';
  /** Claims that a run could decide, those among them with a verdict, and those of these whose words are wrong. */
  claims: number;
  tested: number;
  wrong: number;
  /** Tried, and nothing was learned. */
  undecided: number;
  /** Cannot be tried on this cluster. */
  not_applicable: number;
  /** Why nothing of it counts. */
  because?: string;
  run: string;
  evidence: string;
}

/** A document with every cell that has a pack. */
export interface Tested {
  document: string;
  cells: TestedIn[];
}

/** Why no verdict of a run counts for a reader, however many it has. */
function unfit({ run }: Evidence, problems: readonly string[]): string | undefined {
  if (problems.length > 0) return 'the evidence is not what was signed';
  if (run.status !== 'complete') return 'the run did not finish';
  if (run.lab.some(({ holds }) => !holds) || run.lab.length < run.labSelected)
    return 'the test cluster did not behave like a real one';
  return undefined;
}

type Counts = Pick<TestedIn, 'claims' | 'tested' | 'wrong' | 'undecided' | 'not_applicable'>;

function stateOf({ claims, tested, wrong, undecided, not_applicable }: Counts): TestedIn['state'] {
  if (tested === 0) return 'not tested';
  if (tested + undecided + not_applicable < claims) return 'partly tested';
  if (wrong > 0) return 'wrong';
  return undecided > 0 ? 'partly tested' : 'holds';
}

function testedIn(document: string, { evidence, href, problems }: Source & { evidence: Evidence }): TestedIn {
  const { run, documents } = evidence;
  const own = evidence.claims.filter((claim) => claim.document === document && claim.verdict !== 'editorial');
  const count = (which: (claim: ClaimEvidence) => boolean) => own.filter(which).length;
  const because = unfit(evidence, problems);
  const wrong = count(({ verdict }) => isNegative(verdict));
  const counts = {
    claims: own.length,
    tested: because ? 0 : wrong + count(({ verdict }) => verdict === 'verified'),
    wrong: because ? 0 : wrong,
    undecided: count(
      ({ verdict, selected }) => verdict === 'inconclusive' || verdict === 'drifted' || (selected && verdict === 'not-run'),
    ),
    not_applicable: count(({ verdict }) => verdict === 'not-applicable'),
  };
  const { istio = 'unknown', kubernetes = 'unknown', envoy = 'unknown' } = versionsOf(run.environment);
  return {
    istio,
    kubernetes,
    envoy,
    provider: run.environment.provider,
    date: run.finished.slice(0, 10),
    sha256: documents.find(({ path }) => path === document)?.sha256 ?? '',
    state: stateOf(counts),
    ...counts,
    ...(because && { because }),
    run: run.id,
    evidence: href,
  };
}

const hasPack = (source: Source): source is Source & { evidence: Evidence } => source.evidence !== undefined;

/** Every document of the packs. */
export function testedOf(sources: readonly Source[]): Tested[] {
  const packs = sources.filter(hasPack);
  const paths = new Set(packs.flatMap(({ evidence }) => evidence.documents.map(({ path }) => path)));
  return [...paths].map((document) => ({ document, cells: packs.map((source) => testedIn(document, source)) }));
}

/** What came of it in words, such as `2 of 340 claims wrong`. */
export function inWords({ state, claims, tested, wrong, undecided, because }: TestedIn): string {
  if (state === 'not tested') return because ? `not tested: ${because}` : 'not tested';
  const open = undecided > 0 ? `, ${undecided} undecided` : '';
  if (state === 'partly tested') return `${tested} of ${claims} claims tested, ${wrong} wrong${open}`;
  return wrong > 0 ? `${wrong} of ${tested} claims wrong${open}` : `all ${tested} claims hold`;
}

/** Of the worst cell. */
const upTo = (values: readonly number[]) => `${new Set(values).size > 1 ? 'up to ' : ''}${Math.max(...values)}`;

/** One line for all cells: versions in which it was tested, and the worst that came of it. */
export function inShort({ cells }: Tested): { with: string; result: string; state: TestedIn['state'] } {
  const tested = cells.filter(({ state }) => state !== 'not tested');
  const [first] = tested;
  if (!first) return { with: 'tested with Istio', result: 'not tested', state: 'not tested' };
  const versions = (of: 'istio' | 'kubernetes') => [...new Set(tested.map((one) => one[of]))].join(', ');
  const worst =
    (['partly tested', 'wrong', 'holds'] as const).find((state) => tested.some((one) => one.state === state)) ?? 'holds';
  const all = (of: 'claims' | 'tested' | 'wrong' | 'undecided') => tested.map((one) => one[of]);
  const [least, most] = [Math.min(...all('tested')), Math.max(...all('tested'))];
  const wrong = upTo(all('wrong'));
  const result = {
    'partly tested': `${least} of ${Math.max(...all('claims'))} tested, ${wrong} wrong`,
    wrong: `${wrong} of ${most} wrong`,
    holds: `all ${most} hold`,
  }[worst];
  const open = Math.max(...all('undecided')) > 0 ? `, ${upTo(all('undecided'))} undecided` : '';
  return { with: `Istio ${versions('istio')} · Kubernetes ${versions('kubernetes')}`, result: `${result}${open}`, state: worst };
}
