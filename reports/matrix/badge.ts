import { type Markup, markup } from '../web/markup.ts';
import { inShort, type Tested, type TestedIn } from './tested.ts';

// On white text each has a contrast of 4.5 and more.
const colours: Record<TestedIn['state'], string> = {
  holds: '#1a6b3c',
  wrong: '#b3261e',
  'partly tested': '#835400',
  'not tested': '#5b6067',
};

const narrow = /[ilj.,:;'|!1 ]/;
const wide = /[mwMW]/;

/** Width of a text in 11 px Verdana, or nearly: the image says how wide it has to be drawn. */
const widthOf = (text: string): number =>
  Math.ceil([...text].reduce((sum, letter) => sum + (narrow.test(letter) ? 4.2 : wide.test(letter) ? 10.5 : 7), 0));

/** A small image: with what a document was tested, and what came of it. The words say all; the colour repeats it. */
export function badgeOf(tested: Tested): Markup {
  const { with: label, result, state } = inShort(tested);
  const [left, right] = [widthOf(label), widthOf(result)];
  const [edge, whole] = [left + 12, left + right + 24];
  const text = (words: string, at: number, width: number) =>
    markup`<text x="${at}" y="14" textLength="${width}" lengthAdjust="spacingAndGlyphs">${words}</text>`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="20" viewBox="0 0 ${whole} 20" role="img" aria-label="${label}: ${result}">
<title>${label}: ${result}</title>
<rect width="${whole}" height="20" rx="3" fill="${colours[state]}"/>
<path d="M3 0h${edge - 3}v20h${3 - edge}a3 3 0 0 1-3-3v-14a3 3 0 0 1 3-3z" fill="#3f4349"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${text(label, 6, left)}${text(result, edge + 6, right)}</g>
</svg>
`;
}
