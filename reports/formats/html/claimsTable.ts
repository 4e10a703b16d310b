import type { ClaimEvidence } from '../../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../../web/markup.ts';
import { agreement } from '../../../helpers/evidence/outcome.ts';
import { shortName } from '../../pack/population.ts';
import { duration, plural } from '../../web/words.ts';
import { badgeHere, standings } from '../../web/verdict.ts';
import type { View } from './view.ts';

const row = (claim: ClaimEvidence, strict?: boolean): Markup => {
  const standing = agreement(claim, strict);
  return markup`
<tr data-claim="${claim.id}" data-verdict="${claim.verdict}" data-standing="${standing}"${claim.supports.length > 0 && markup` data-controls="${claim.supports.join('|')}"`}><td>${badgeHere(claim.verdict)}<th scope="row"><a href="#${claim.id}">${claim.id}</a><span>${claim.says}</span><td class="number line">${claim.line}<td class="standing">${standings[standing]}<td class="number took">${claim.durationMs > 0 && duration(claim.durationMs)}`;
};

/** Every claim of the population in one table, grouped by exercise. */
export function renderClaimsTable(view: View): Markup {
  const bodies = view.groups.flatMap(({ path, exercises }) =>
    exercises.map(
      ({ key, name, claims }) => markup`
<tbody><tr class="group"><th colspan="5" scope="rowgroup"><a href="#exercise-${key}">${view.titles.get(key)}</a> <span class="aside">${shortName(path)} · ${name} · ${plural(claims.length, 'claim')}</span></th></tr>${claims.map((claim) => row(claim, view.evidence.run.strict))}</tbody>`,
    ),
  );
  return markup`
<section id="claims"><h2>All claims</h2>
<table class="claims">
<thead><tr><th scope="col">Verdict</th><th scope="col">Claim</th><th scope="col" class="number">Line</th><th scope="col">Ledger</th><th scope="col" class="number">Took</th></tr></thead>${bodies}
</table>
</section>`;
}
