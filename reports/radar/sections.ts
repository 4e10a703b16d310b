import type { Radar, RadarClaim, RadarNote, Standing, Touch } from '../../helpers/radar/result.ts';

export interface Section {
  id: Standing;
  title: string;
  says: string;
  notes: RadarNote[];
}

const titles: Record<Standing, [title: string, says: string]> = {
  seen: ['Noted and seen', 'a claim that the note touches is measured otherwise than before'],
  'not-seen': ['Noted and not seen', 'the claims that the note touches are measured as before'],
  unmeasured: ['Notes that touch claims', 'not measured on both releases'],
  'no-claim': ['Notes that touch no claim', 'no claim sets, runs or names what the note speaks of'],
};

const notMeasured: [title: string, says: string] = [
  'Noted and not measured',
  'one of the packs has no verdict of the claims that the note touches',
];

/** The notes by what was measured of the claims that they touch; sections without any are left out. */
export const sectionsOf = ({ notes, packs }: Radar): Section[] =>
  (Object.keys(titles) as Standing[]).flatMap((id) => {
    const own = notes.filter(({ standing }) => standing === id);
    const [title, says] = packs && id === 'unmeasured' ? notMeasured : titles[id];
    return own.length > 0 ? [{ id, title, says, notes: own }] : [];
  });

export interface Touched {
  touch: Touch;
  claim: RadarClaim;
}

/** The claims that a text touches: those that speak for themselves, and those that only share a kind or a set-up with it. */
export function touchedBy(touches: readonly Touch[], radar: Radar): { first: Touched[]; others: Touched[] } {
  const claims = new Map(radar.claims.map((claim) => [claim.id, claim]));
  const all = touches.flatMap((touch): Touched[] => {
    const claim = claims.get(touch.claim);
    return claim ? [{ touch, claim }] : [];
  });
  const differs = ({ claim }: Touched) => claim.measured?.differs ?? false;
  const isFirst = (one: Touched) => differs(one) || one.touch.strength === 'strong';
  return {
    first: all.filter(isFirst).sort((a, b) => Number(differs(b)) - Number(differs(a))),
    others: all.filter((one) => !isFirst(one)),
  };
}

/** `field DestinationRule.tls.mode`. */
export const byTerms = ({ terms }: Touch): string => terms.map(({ by, term }) => `${by} ${term}`).join(', ');

/** Where the claim's words stand: the document's name and the line. */
export const placeOf = ({ document, line }: RadarClaim): string => `${document.split('/').at(-1)}:${line}`;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The first sentences of a text, up to about this many letters, and what is left of it. */
export function shortened(text: string, letters = 200): { head: string; rest: string } {
  const flat = text.replaceAll(/\s*\n\s*/g, ' ').trim();
  let head = '';
  for (const { segment } of sentences.segment(flat)) {
    // what stands between backticks is not cut
    const isOpen = (head.match(/`/g) ?? []).length % 2 === 1;
    if (head !== '' && !isOpen && head.length + segment.length > letters) break;
    head += segment;
  }
  return { head: head.trim(), rest: flat.slice(head.length).trim() };
}

/** What a note is in few words, and everything else that it says, as paragraphs. */
export function toldBy({ says, upgrade, security, file }: RadarNote): { title: string; paragraphs: string[] } {
  const warnings = security.map((text) => `**Security.** ${text}`);
  const [first, ...others] = upgrade;
  if (first) {
    const more = others.map(({ title, content }) => `**${title}.** ${content}`);
    return { title: first.title, paragraphs: [first.content, ...more, ...warnings, ...says] };
  }
  const [head = file, ...rest] = [...says, ...warnings];
  const { head: title, rest: left } = shortened(head, 1);
  return { title, paragraphs: [left, ...rest].filter((text) => text !== '') };
}

/** `#60690`, or the end of another address. */
export const issueName = (address: string): string => `#${address.split('/').at(-1) ?? address}`;
