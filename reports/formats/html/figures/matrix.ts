import type { ClaimEvidence, Observation } from '../../../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../../../web/markup.ts';
import { party, requestOf, wayOf, waySign } from './way.ts';

interface Cell {
  before?: Observation;
  after?: Observation;
}

/** By source and request: the last outcome before the first change, and the last outcome after the last change. */
function cells({ observations, changes }: ClaimEvidence): Map<string, Map<string, Cell>> {
  const [first, last] = [changes[0]?.at ?? '', changes.at(-1)?.at ?? ''];
  const rows = new Map<string, Map<string, Cell>>();
  for (const one of observations) {
    if (one.witness !== 'client' || !one.probe.from || wayOf(one) === 'other') continue;
    const row = rows.get(party(one.probe.from)) ?? new Map<string, Cell>();
    const cell = row.get(requestOf(one)) ?? {};
    if (one.at < first) cell.before = one;
    else if (one.at >= last) cell.after = one;
    row.set(requestOf(one), cell);
    rows.set(party(one.probe.from), row);
  }
  return rows;
}

const outcome = (one: Observation | undefined): Content =>
  one ? markup`<span data-way="${wayOf(one)}">${waySign(wayOf(one))} ${one.outcome.says}</span>` : '–';

/** Source by request, before and after the change. False for fewer than three pairs, which the diagram shows. */
export function renderMatrix(claim: ClaimEvidence): Markup | false {
  if (claim.changes.length === 0) return false;
  const rows = cells(claim);
  const requests = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))];
  const asked = [...rows.values()].flatMap((row) => [...row.values()]).filter(({ before, after }) => before && after).length;
  if (asked < 3 || requests.length > 6) return false;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Reach matrix"><table class="matrix"><caption>Who reaches whom, before ▸ after the change (–: not tried)</caption><thead><tr><th scope="col">From</th>${requests.map((request) => markup`<th scope="col">${request}</th>`)}</tr></thead><tbody>${[
    ...rows,
  ].map(
    ([source, row]) =>
      markup`<tr><th scope="row">${source}</th>${requests.map((request) => markup`<td>${outcome(row.get(request)?.before)} ▸ ${outcome(row.get(request)?.after)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
