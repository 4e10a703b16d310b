import type { Verdict } from '../../helpers/verdict.ts';
import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { type Markup, markup, trusted } from './markup.ts';
import type { Agreement } from '../../helpers/evidence/outcome.ts';

/** What each verdict means, for a reader who does not know the word. */
export const meanings: Record<Verdict, string> = {
  verified: 'The observation agrees with the text, and the control disagreed.',
  contradicted: 'The observation disagrees with the text; the control worked.',
  vacuous: "The document's own check reads the same whether or not the claim holds.",
  stale: 'A command, API or component is gone or deprecated; a similar command shows that the tool works.',
  drifted: 'The words of the document have changed since the ledger was read against them: nothing was tried.',
  inconclusive: 'A control, an instrument or the infrastructure failed: nothing was learned.',
  'not-applicable': 'This environment lacks something that the claim needs.',
  editorial: 'Opinion or business statement: no experiment can decide it.',
  'not-run': 'In the ledger; not selected, or no spec decides it yet.',
};

// Each verdict has its own outline: colour alone must not tell verdicts apart.
const shapes: Record<Verdict, string> = {
  verified: '<circle cx="8" cy="8" r="7.5"/><path class="ink" d="m4.6 8.3 2.4 2.4 4.5-5.2"/>',
  contradicted: '<path d="M8 .2 15.8 8 8 15.8.2 8Z"/><path class="ink" d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"/>',
  vacuous: '<circle class="line" cx="8" cy="8" r="6.6"/><path class="line" d="M5 6.6h6M5 9.6h6"/>',
  stale: '<path d="M2.5.8h11L9 8l4.5 7.2h-11L7 8Z"/>',
  drifted: '<path class="line" d="M1.5 5.5c3-3 4 3 6.5 0s3.5-3 6.5 0M1.5 10.5c3-3 4 3 6.5 0s3.5-3 6.5 0"/>',
  inconclusive: '<path d="M8 .8 15.8 15H.2Z"/><path class="ink" d="M8 5.6v4.6m0 1.9v.6"/>',
  'not-applicable': '<rect class="line" x="1.5" y="1.5" width="13" height="13" rx="2"/><path class="line" d="M5 8h6"/>',
  editorial: '<path class="line" d="M2 4h12M2 8h12M2 12h7"/>',
  'not-run': '<circle class="line dots" cx="8" cy="8" r="6.4"/>',
};

/** The definitions that `shape` refers to. A page contains them once. */
export const shapeDefinitions = markup`<svg class="definitions" aria-hidden="true" width="0" height="0">${Object.entries(
  shapes,
).map(([verdict, paths]) => markup`<symbol id="shape-${verdict}" viewBox="0 0 16 16">${trusted(paths)}</symbol>`)}</svg>`;

export const shape = (verdict: Verdict): Markup => markup`<svg class="shape"><use href="#shape-${verdict}"/></svg>`;

export function badge(verdict: Verdict): Markup {
  return markup`<span class="badge" data-verdict="${verdict}">${shape(verdict)}${verdict}</span>`;
}

/** A badge inside an element that already has the verdict's colour. */
export const badgeHere = (verdict: Verdict): Markup => markup`<span class="badge">${shape(verdict)}${verdict}</span>`;

/** What the ledger expects of a claim: `predicts` until a run has measured the claim. */
export function expectation({ expected, basis }: Pick<ClaimEvidence, 'expected' | 'basis'>): string {
  if (expected === 'undecided') return 'the ledger expects nothing yet';
  return basis === 'predicted' ? `the ledger predicts ${expected}` : `the ledger expects ${expected}`;
}

/** How a verdict compares with the ledger, in words. */
export const standings: Record<Agreement, string> = {
  'as-expected': 'as expected',
  differs: 'differs',
  undecided: 'ledger undecided',
  inconclusive: 'nothing learned',
  'not-applicable': 'not applicable',
  'no-result': 'no result',
  'not-tested': 'not tested',
};
