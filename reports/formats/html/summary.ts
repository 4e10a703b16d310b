import type { Evidence } from '../../../helpers/evidence/schema.ts';
import { verdicts } from '../../../helpers/verdict.ts';
import { type Markup, markup } from '../../web/markup.ts';
import { type Agreement, agreement, faultsOfRun, outcomeOf } from '../../../helpers/evidence/outcome.ts';
import { countVerdicts } from '../../pack/population.ts';
import { plural } from '../../web/words.ts';
import { badge, expectation, meanings, shape } from '../../web/verdict.ts';

const withStanding = ({ run, claims }: Evidence, wanted: Agreement) =>
  claims.filter((claim) => agreement(claim, run.strict) === wanted);

const ends = { passed: 'The run passed', warned: 'The run passed with warnings', failed: 'The run failed' };

/** One sentence: how the run ended, how many claims were tested, how many are as expected, and how many are not. */
export function headline(evidence: Evidence): Markup {
  const count = (standing: Agreement) => withStanding(evidence, standing).length;
  const tested = count('as-expected') + count('differs') + count('undecided') + count('inconclusive');
  const parts = [
    `${count('as-expected')} as the ledger expects`,
    `${plural(count('differs'), 'difference')}`,
    `${count('inconclusive')} inconclusive`,
    count('undecided') > 0 && `${count('undecided')} with no expectation yet`,
    count('no-result') > 0 && `${count('no-result')} selected but without a result`,
  ].filter(Boolean);
  return markup`<p class="headline">${ends[outcomeOf(evidence).result]}. <strong>${tested} of ${plural(evidence.claims.length, 'claim')}</strong> tested: ${parts.join(', ')}.</p>`;
}

/** What makes the run fail: what is wrong with the run itself, and claims with another verdict than the ledger expects, or with none. */
export function renderAttention(evidence: Evidence): Markup | false {
  const claims = (['differs', 'undecided', 'inconclusive', 'no-result'] as const).flatMap((standing) =>
    withStanding(evidence, standing),
  );
  const faults = faultsOfRun(evidence);
  if (claims.length + faults.length === 0) return false;
  return markup`<section class="attention" aria-labelledby="attention-title"><h2 id="attention-title">Look at these first</h2><ul>${faults.map(
    ({ name, reason }) => markup`<li><strong>${name}</strong> ${reason}</li>`,
  )}${claims.map(
    (claim) =>
      markup`<li>${badge(claim.verdict)} <a href="#${claim.id}">${claim.id}</a> <span class="aside">${expectation(claim)}</span> ${claim.reason}</li>`,
  )}</ul></section>`;
}

const percent = (count: number, total: number) => ((100 * count) / Math.max(1, total)).toFixed(3);

/** The verdicts of all claims, untested claims included. The list is also the legend of the marks. */
export function renderTally(evidence: Evidence): Markup {
  const counts = countVerdicts(evidence.claims);
  const total = evidence.claims.length;
  const segments = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => markup`<span data-verdict="${verdict}" style="width:${percent(counts[verdict], total)}%"></span>`);
  const legend = verdicts.map(
    (verdict) => markup`
<li data-verdict="${verdict}"><a href="#filter-place" data-filter="${verdict}">${shape(verdict)}<b>${counts[verdict]}</b> ${verdict}</a><span class="meaning">${meanings[verdict]}</span></li>`,
  );
  return markup`
<section id="verdicts" aria-labelledby="verdicts-title"><h2 class="small" id="verdicts-title">Verdicts of all ${plural(total, 'claim')}</h2>
<div class="bar" aria-hidden="true">${segments}</div>
<ul class="tally">${legend}</ul></section>`;
}
