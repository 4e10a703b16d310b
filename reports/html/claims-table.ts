import { verdicts } from '../../helpers/verdict.ts';
import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../markup.ts';
import { agreement, countVerdicts, shortName } from '../population.ts';
import { duration, plural } from './format.ts';
import { badge, shape, standings } from './verdict.ts';
import type { View } from './view.ts';

const row = (claim: ClaimEvidence, exercise: string): Markup => {
  const standing = agreement(claim);
  return markup`
<tr data-verdict="${claim.verdict}" data-exercise="${exercise}" data-standing="${standing}">
<td>${badge(claim.verdict)}</td>
<th scope="row"><a href="#${claim.id}">${claim.id}</a><span class="says">${claim.says}</span></th>
<td class="number"><span class="label">line </span>${claim.line}</td>
<td><span class="standing" data-standing="${standing}">${standings[standing]}</span></td>
<td class="number">${claim.durationMs > 0 && markup`<span class="label">took </span>${duration(claim.durationMs)}`}</td>
</tr>`;
};

const verdictBoxes = (view: View): Markup[] => {
  const counts = countVerdicts(view.evidence.claims);
  return verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map(
      (verdict) =>
        markup`<label class="badge" data-verdict="${verdict}"><input type="checkbox" name="verdict" value="${verdict}">${shape(verdict)}${verdict} <span class="aside">${counts[verdict]}</span></label>`,
    );
};

const exerciseOptions = (view: View): Markup[] =>
  view.groups.map(
    ({ path, exercises }) =>
      markup`<optgroup label="${shortName(path)}">${exercises.map(
        ({ key, name, claims }) => markup`<option value="${key}">${name} · ${view.titles.get(key)} (${claims.length})</option>`,
      )}</optgroup>`,
  );

/** Shown by the page's script alone: without it the table is whole. */
const filter = (view: View): Markup => markup`
<form class="filter" id="filter" hidden>
<fieldset><legend>Verdict</legend>${verdictBoxes(view)}</fieldset>
<p class="fields">
<label>Exercise <select name="exercise"><option value="">all</option>${exerciseOptions(view)}</select></label>
<label>Ledger <select name="standing"><option value="">all</option>${(['as-expected', 'differs', 'undecided'] as const).map((standing) => markup`<option value="${standing}">${standings[standing]}</option>`)}</select></label>
<label class="grow">Text <input type="search" name="text" placeholder="id or words" autocomplete="off"></label>
<button type="reset">Show all</button>
</p>
<p><output name="count">${plural(view.evidence.claims.length, 'claim')}</output></p>
</form>`;

/** Every claim of the population in one table, grouped by exercise. */
export function renderClaimsTable(view: View): Markup {
  const bodies = view.groups.flatMap(({ path, exercises }) =>
    exercises.map(
      ({ key, name, claims }) => markup`
<tbody><tr class="group"><th colspan="5" scope="rowgroup"><a href="#exercise-${key}">${view.titles.get(key)}</a> <span class="aside">${shortName(path)} · ${name} · ${plural(claims.length, 'claim')}</span></th></tr>${claims.map((claim) => row(claim, key))}</tbody>`,
    ),
  );
  return markup`
<section id="claims"><h2>Claims</h2>
${filter(view)}
<table class="claims">
<thead><tr><th scope="col">Verdict</th><th scope="col">Claim</th><th scope="col" class="number">Line</th><th scope="col">Ledger</th><th scope="col" class="number">Took</th></tr></thead>${bodies}
</table>
</section>`;
}
