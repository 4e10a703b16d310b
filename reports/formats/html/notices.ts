import type { BrokenInstruments, BrokenWorld, Notices } from '../../../helpers/evidence/notices.ts';
import type { Failure } from '../../../helpers/failure.ts';
import { type Content, type Markup, markup } from '../../web/markup.ts';
import { instant, plural } from '../../web/words.ts';
import type { View } from './view.ts';

const link = (view: View, id: string): Markup => (view.claims.has(id) ? markup`<a href="#${id}">${id}</a> ` : markup`${id} `);

/** Of n trials none passed unnoticed: with 95 % confidence, fewer than 3 of n would (rule of three). */
const bound = (trials: number) => `${((3 / trials) * 100).toPrecision(2)} %`;

function errorRate(worlds: readonly BrokenWorld[]): string {
  const trials = worlds.reduce((sum, { noticed, unnoticed }) => sum + noticed.length + unnoticed.length, 0);
  const missed = worlds.reduce((sum, { unnoticed }) => sum + unnoticed.length, 0);
  const claims = new Set(worlds.flatMap(({ noticed }) => noticed)).size;
  const rate =
    missed > 0
      ? `${missed} of them did not notice`
      : `each of them noticed; of faults like these fewer than ${bound(trials)} pass unnoticed (95 % confidence, rule of three)`;
  return `${plural(worlds.length, 'world')} broken on purpose, ${plural(claims, 'claim')}, ${trials} times that a claim had to notice: ${rate}.`;
}

const row = (view: View, { name, says, instrument, noticed, unnoticed, ...measured }: BrokenWorld): Markup => markup`
<tr><th scope="row">${says}${instrument && markup` <span class="aside">(what claims read with)</span>`}</th><td class="number"><span class="label">noticed by </span>${noticed.length} of ${noticed.length + unnoticed.length}</td><td><details><summary>${name}</summary><span class="ids">${noticed.map((id) => link(view, id))}</span>${unnoticed.map(({ claim, why }) => markup`<p class="problem">${link(view, claim)}${why}</p>`)}</details></td><td>${instant(measured.at)} <span class="aside">Kubernetes ${measured.kubernetes}, Istio ${measured.istio}, proxy ${measured.proxy}, commit ${measured.commit.slice(0, 7)}</span></td></tr>`;

const worstFirst = (worlds: readonly BrokenWorld[]) => worlds.toSorted((a, b) => b.unnoticed.length - a.unnoticed.length);

function brokenWorlds(view: View, worlds: readonly BrokenWorld[]): Content {
  if (worlds.length === 0) return false;
  return [
    markup`<p>${errorRate(worlds)}</p>`,
    markup`<table class="stacking"><caption>A claim notices where one of its statements turned, and for no other reason</caption><thead><tr><th scope="col">Broken on purpose</th><th scope="col" class="number">Noticed by</th><th scope="col">Claims</th><th scope="col">Measured</th></tr></thead><tbody>${worstFirst(worlds).map((world) => row(view, world))}</tbody></table>`,
  ];
}

const ways: Record<Failure, string> = {
  missing: 'the program is not found',
  unreachable: 'the API server is unreachable',
  timeout: 'the time limit ends it',
  cut: 'the output is cut short',
  empty: 'it succeeds and prints nothing',
  mute: 'it fails and prints nothing',
  garbage: 'it prints garbage',
  stale: 'it prints an old answer',
};

function brokenInstruments({ at, kubernetes, istio, failures, readings }: BrokenInstruments): Content {
  const rows = failures.map(
    ({ failure, claims, inconclusive, kept, same }) => markup`
<tr><th scope="row">${ways[failure]}</th><td class="number"><span class="label">claims </span>${claims}</td><td class="number"><span class="label">inconclusive </span>${inconclusive}</td><td class="number"><span class="label">kept their verdict </span>${kept.length}</td><td>${same > 0 && `for ${plural(same, 'statement')} the old answer was still the true one`}</td></tr>`,
  );
  return [
    markup`<table class="stacking"><caption>Each statement was also judged with an instrument that fails: the right verdict is inconclusive</caption><thead><tr><th scope="col">How the instrument fails</th><th scope="col" class="number">Claims</th><th scope="col" class="number">Inconclusive</th><th scope="col" class="number">Kept their verdict</th><th scope="col">Apart</th></tr></thead><tbody>${rows}</tbody></table>`,
    markup`<p class="aside">Statements not read, by kind of reading: ${readings.map(({ witness, statements, unread }) => `${witness} ${unread} of ${statements}`).join(', ')}. Measured ${instant(at)} on Kubernetes ${kubernetes}, Istio ${istio}.</p>`,
  ];
}

/** Something was measured. */
export const hasNotices = ({ pack: { notices } }: View): boolean =>
  notices !== undefined && (notices.worlds.length > 0 || notices.instruments !== undefined);

/** The error rate of the method itself: which faults the claims noticed when they were last broken on purpose. */
export function renderNotices(view: View): Markup | false {
  const { notices } = view.pack;
  if (!notices || !hasNotices(view)) return false;
  return markup`
<section id="notices"><h2>What this suite notices</h2>
<p>A check that cannot fail proves nothing. These worlds and instruments were broken on purpose, and each claim named had to notice.</p>
${brokenWorlds(view, notices.worlds)}
${notices.instruments && brokenInstruments(notices.instruments)}
</section>`;
}

/** The worlds broken on purpose in which a claim was seen to turn. */
export function seenRed(id: string, notices: Notices | undefined): string {
  return (notices?.worlds ?? [])
    .filter(({ noticed }) => noticed.includes(id))
    .map(({ says }) => says)
    .join('; ');
}
