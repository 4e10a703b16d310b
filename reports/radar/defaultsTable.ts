import type { Radar, RadarDefault } from '../../helpers/radar/result.ts';
import { markup, type Content, type Markup } from '../web/markup.ts';
import { plural } from '../web/words.ts';
import { byTerms } from './sections.ts';

const how: Record<RadarDefault['by'], string> = {
  'compatibility profile': 'the release names it as changed behaviour',
  variable: 'a variable of its programs',
  'chart value': 'a value of its charts',
};

function touched({ touches }: RadarDefault, { claims }: Radar): Content {
  if (touches.length === 0) return markup`<span class="aside">no claim</span>`;
  return touches.map((touch) => {
    const differs = claims.find(({ id }) => id === touch.claim)?.measured?.differs;
    return markup`<p>${touch.claim} <span class="aside">by ${byTerms(touch)}</span>${differs && markup` <strong>measured otherwise</strong>`}</p>`;
  });
}

/** The value before and after, as the sources have them. */
export const valuesOf = ({ before, after }: RadarDefault): string => `${before ?? 'none'} → ${after ?? 'none'}`;

/** The changed defaults with the claims that they touch. */
export function defaultsTable(radar: Radar): Markup | false {
  const { defaults } = radar;
  return (
    defaults.length > 0 &&
    markup`
<section class="group" id="defaults"><h2>Changed defaults <span class="aside">${plural(defaults.length, 'setting')}: as the two modules have them</span></h2><table class="stacking"><thead><tr><th scope="col">Setting</th><th scope="col">Before and after</th><th scope="col">Claims</th></tr></thead><tbody>${defaults.map(
      (one) =>
        markup`<tr><th scope="row">${one.name}<span class="aside">${how[one.by]}</span></th><td><p class="digest">${valuesOf(one)}</p>${one.says !== undefined && markup`<p class="aside">${one.says}</p>`}${one.notes.length > 0 ? markup`<p class="aside">noted in ${one.notes.join(', ')}</p>` : markup`<p class="aside">no note names it</p>`}</td><td>${touched(one, radar)}</td></tr>`,
    )}</tbody></table></section>`
  );
}
