import type { Evidence } from '../../helpers/evidence/schema.ts';
import { verdicts } from '../../helpers/verdict.ts';
import { html, type Markup } from '../markup.ts';
import { type Agreement, agreement, countVerdicts } from '../population.ts';
import { plural } from './format.ts';
import { badge, meanings, shape } from './verdict.ts';

const withStanding = ({ claims }: Evidence, wanted: Agreement) => claims.filter((claim) => agreement(claim) === wanted);

/** One sentence that hides nothing: tested of all, as expected, and everything that is not. */
export function headline(evidence: Evidence): Markup {
  const count = (standing: Agreement) => withStanding(evidence, standing).length;
  const tested = count('as-expected') + count('differs') + count('undecided') + count('inconclusive');
  const parts = [
    `${count('as-expected')} as the ledger expects`,
    `${plural(count('differs'), 'difference')}`,
    `${count('inconclusive')} inconclusive`,
    count('undecided') > 0 && `${count('undecided')} with no expectation yet`,
  ].filter(Boolean);
  const counts = countVerdicts(evidence.claims);
  const rest = `Not tested: ${counts['not-run']} not run, ${counts.editorial} editorial, ${counts['not-applicable']} not applicable here.`;
  return html`<p class="headline"><strong>${tested} of ${plural(evidence.claims.length, 'claim')}</strong> tested: ${parts.join(', ')}. ${rest}</p>`;
}

/** Claims whose verdict is not the ledger's, and those that taught nothing: what a reader has to look at first. */
function attention(evidence: Evidence): Markup | false {
  const claims = [...withStanding(evidence, 'differs'), ...withStanding(evidence, 'inconclusive')];
  if (claims.length === 0) return false;
  return html`<div class="attention"><h3>To look at first</h3><ul>${claims.map(
    ({ id, verdict, expected, reason }) =>
      html`<li>${badge(verdict)} <a href="#${id}">${id}</a> <span class="aside">the ledger expects ${expected}</span> ${reason}</li>`,
  )}</ul></div>`;
}

const percent = (count: number, total: number) => ((100 * count) / Math.max(1, total)).toFixed(3);

/** Verdicts counted against the whole population, untested claims included. */
export function renderSummary(evidence: Evidence): Markup {
  const counts = countVerdicts(evidence.claims);
  const total = evidence.claims.length;
  const segments = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => html`<span data-verdict="${verdict}" style="width:${percent(counts[verdict], total)}%"></span>`);
  const legend = verdicts.map(
    (verdict) => html`
<li data-verdict="${verdict}"><a href="#claims" data-filter="${verdict}">${shape(verdict)}<b>${counts[verdict]}</b> ${verdict}</a><span class="meaning">${meanings[verdict]}</span></li>`,
  );
  return html`
<section id="verdicts"><h2>Verdicts of all ${plural(total, 'claim')}</h2>
<div class="bar" aria-hidden="true">${segments}</div>
<ul class="tally">${legend}</ul>
${attention(evidence)}
</section>`;
}
