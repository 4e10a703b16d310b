import { type Markup, markup } from '../web/markup.ts';
import { badge } from '../web/verdict.ts';
import { plural } from '../web/words.ts';
import type { Verdict } from '../../helpers/verdict.ts';
import { numbers } from './marks.ts';
import type { Matrix, Row, Statement } from './schema.ts';

const proofs: Record<Statement['proof'], string> = { proven: 'proven', refuted: 'refuted', open: 'not proven here' };

const expectedBadge = ({ expected }: Statement) => (expected === 'undecided' ? expected : badge(expected satisfies Verdict));

/** A difference is proven by runs on both sides of it. */
export const isProven = ({ stated = [] }: Row): boolean => stated.length > 1 && stated.every(({ proof }) => proof === 'proven');

const line = (statement: Statement): Markup => {
  const { at, why, proof, by } = statement;
  const who = by.length > 0 && ` by ${by.length === 1 ? 'cell' : 'cells'} ${numbers(by)}`;
  return markup`<li>${at.length > 0 ? at.join(' and ') : 'all other versions'}: ${expectedBadge(statement)} <span class="proof" data-proof="${proof}">${proofs[proof]}${who}</span>${why && markup` <span class="aside">${why}</span>`}</li>`;
};

/** The differences that the ledger states, and which of them these packs prove. */
export function renderStated({ claims }: Matrix): Markup | false {
  const stating = claims.filter(({ stated }) => stated);
  if (stating.length === 0) return false;
  const proven = stating.filter(isProven).length;
  return markup`
<section id="stated"><h2>Differences that the ledger states <span class="aside">${plural(stating.length, 'claim')}, ${proven} proven by these packs on both sides</span></h2>
<table class="stacking"><thead><tr><th scope="col">Claim</th><th scope="col">What is expected at which versions</th></tr></thead><tbody class="why">${stating.map(
    ({ id, says, stated = [] }) =>
      markup`<tr><th scope="row"><span class="digest">${id}</span><br><span class="aside">${says}</span></th><td><ul>${stated.map(line)}</ul></td></tr>`,
  )}</tbody></table></section>`;
}
