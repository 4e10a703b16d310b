import type { ClaimEvidence } from '../../../helpers/evidence/schema.ts';
import type { Verdict } from '../../../helpers/verdict.ts';
import { type Markup, markup } from '../../web/markup.ts';
import { countVerdicts, shortName } from '../../pack/population.ts';
import { plural } from '../../web/words.ts';
import { badge } from '../../web/verdict.ts';
import type { View } from './view.ts';

function byReason(claims: readonly ClaimEvidence[]): Markup {
  const groups = [...Map.groupBy(claims, ({ reason }) => reason)].sort(([, a], [, b]) => b.length - a.length);
  return markup`<ul class="reasons">${groups.map(
    ([reason, members]) =>
      markup`<li>${reason} <span class="ids">${members.map(({ id }) => markup`<a href="#${id}">${id}</a> `)}</span></li>`,
  )}</ul>`;
}

function block(view: View, verdict: Verdict, says: (count: string) => string): Markup | false {
  const claims = view.groups
    .flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.claims))
    .filter((claim) => claim.verdict === verdict);
  if (claims.length === 0) return false;
  return markup`<details><summary>${badge(verdict)} ${says(plural(claims.length, 'claim'))}</summary>${byReason(claims)}</details>`;
}

const coverage = (view: View): Markup[] =>
  view.evidence.documents.map(({ path, coverage: { claimed, editorial, unclassified } }) => {
    const all = claimed + editorial + unclassified;
    return markup`<tr><th scope="row">${shortName(path)}</th><td class="number">${all}</td><td class="number">${claimed}</td><td class="number">${editorial}</td><td class="number">${unclassified}</td></tr>`;
  });

const notRun = (view: View) =>
  view.evidence.run.selection === 'all' ? 'no spec decides them yet' : `outside the selection ${view.evidence.run.selection}`;

/** One line for the first screen: what was not tested, and why. */
export function untestedInShort(view: View): Markup {
  const counts = countVerdicts(view.evidence.claims);
  return markup`<p class="untested-short"><strong>Not tested:</strong> ${counts['not-run']} not run (${notRun(view)}), ${counts.editorial} editorial (opinion or business statement), ${counts['not-applicable']} not applicable here. <a href="#untested">Which ones</a></p>`;
}

/** Every claim that was not tested, with the reason. */
export function renderUntested(view: View): Markup {
  return markup`
<section id="untested"><h2>What was not tested</h2>
${block(view, 'not-run', (count) => `${count} of the ledger were not run: ${notRun(view)}.`)}
${block(view, 'editorial', (count) => `${count}: opinion or business statements, which no experiment can decide.`)}
${block(view, 'not-applicable', (count) => `${count}: this environment lacks what they need.`)}
<table class="coverage"><caption>Lines of the documents (without empty ones)</caption><thead><tr><th scope="col">Document</th><th scope="col" class="number">Lines</th><th scope="col" class="number">Claimed</th><th scope="col" class="number">Editorial</th><th scope="col" class="number">Unclassified</th></tr></thead><tbody>${coverage(view)}</tbody></table>
</section>`;
}
