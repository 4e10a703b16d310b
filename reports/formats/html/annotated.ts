import { verdicts } from '../../../helpers/verdict.ts';
import { type Markup, markup } from '../../web/markup.ts';
import { countVerdicts, shortName } from '../../pack/population.ts';
import { renderDocument } from './document/render.ts';
import { plural, shortHash } from '../../web/words.ts';
import { shape, standings } from '../../web/verdict.ts';
import type { View } from './view.ts';
import { typedLines } from './walks/walks.ts';

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

const controlOptions = ({ evidence }: View): Markup[] => {
  const controls = [...new Set(evidence.claims.flatMap(({ supports }) => supports))].sort((a, b) => a.localeCompare(b, 'en'));
  return controls.map((control) => markup`<option>${control}</option>`);
};

/** The form that filters the documents and the table of claims. The page's script shows the form. */
const filter = (view: View): Markup => markup`
<div id="filter-place"><form class="filter" id="filter" hidden aria-label="Filter of documents and claims">
<fieldset><legend>Verdict</legend>${verdictBoxes(view)}</fieldset>
<p class="fields">
<label>Exercise <select name="exercise"><option value="">all</option>${exerciseOptions(view)}</select></label>
<label>Control <select name="control"><option value="">all</option>${controlOptions(view)}</select></label>
<label>Ledger <select name="standing"><option value="">all</option>${(['as-expected', 'differs', 'undecided'] as const).map((standing) => markup`<option value="${standing}">${standings[standing]}</option>`)}</select></label>
<label class="grow">Search <input type="search" name="text" placeholder="id or words" autocomplete="off"></label>
<button type="reset">Show all</button>
</p>
<p class="aside"><output name="count">${plural(view.evidence.claims.length, 'claim')}</output> <span class="keys"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> next and previous claim <kbd>Esc</kbd> close it</span></p>
</form></div>`;

/** The documents as written. Every quote has a mark with its verdict, and a mark opens its claim. */
export function renderDocuments(view: View): Markup {
  const documents = view.groups.map(({ path, exercises }, index) => {
    const source = view.sources.get(path);
    const claims = exercises.flatMap((exercise) => exercise.claims);
    const title = markup`<h2 id="document-${index + 1}-title">${shortName(path)}</h2>`;
    if (source === undefined)
      return markup`<section class="annotated" id="document-${index + 1}">${title}<p class="problem">The document is missing from raw/. Its claims are listed below, without their context.</p></section>`;
    const { page, lost } = renderDocument(source, claims, typedLines(path, `document-${index + 1}-line`, view));
    const sha256 = view.evidence.documents.find((one) => one.path === path)?.sha256 ?? '';
    return markup`
<section class="annotated" id="document-${index + 1}" aria-labelledby="document-${index + 1}-title">${title}
<p class="aside">As written (sha256 <code>${shortHash(sha256)}</code>). The marks show the quotes of ${plural(claims.length, 'claim')}. A sign opens its claim. <ins>Green</ins> and <del>struck</del> words are proposed corrections.</p>
<div class="written">${page}</div>${lost.length > 0 && markup`<p class="problem">Quotes that were not found in the text: ${lost.map(({ id }) => markup`<a href="#${id}">${id}</a> `)}</p>`}
</section>`;
  });
  return markup`<div id="documents">${filter(view)}${documents}</div>`;
}
