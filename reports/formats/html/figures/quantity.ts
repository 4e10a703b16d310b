import type { Assertion, ClaimEvidence } from '../../../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../../../web/markup.ts';

interface Quantity {
  name: string;
  low: number;
  high: number;
  value: number;
  observed: string;
  agrees: boolean;
}

/** The numbers of an assertion that expects a range ("from 6.9 to 13.1") and observed a number. */
function quantityOf({ expected, observed, name, agrees }: Assertion): Quantity | undefined {
  const [, low, high] = /^from (-?[\d.]+) to (-?[\d.]+)/.exec(expected) ?? [];
  const value = /^-?\d+(\.\d+)?/.exec(observed)?.[0];
  return low && high && value
    ? { name, low: Number(low), high: Number(high), value: Number(value), observed, agrees }
    : undefined;
}

export function quantitiesOf({ controls, expectations }: ClaimEvidence): Quantity[] {
  return [...controls, ...expectations].flatMap((one) => quantityOf(one) ?? []);
}

function line({ low, high, value, name }: Quantity, from: number, to: number): Markup {
  const x = (number: number) => (4 + ((number - from) / Math.max(1e-9, to - from)) * 392).toFixed(1);
  return markup`<svg class="range" role="img" aria-label="${name}: ${value}, allowed ${low} to ${high}" viewBox="0 0 400 16"><path class="axis" d="M0 8H400"/><path class="allowed" d="M${x(low)} 8H${x(high)}"/><circle cx="${x(value)}" cy="8" r="4.5"/></svg>`;
}

/** Measured numbers and their allowed ranges on one axis. False for a claim without ranges. */
export function renderQuantities(claim: ClaimEvidence): Markup | false {
  const all = quantitiesOf(claim);
  if (all.length === 0) return false;
  const ends = all.flatMap(({ low, high, value }) => [low, high, value]);
  const [from, to] = [Math.min(0, ...ends), Math.max(...ends)];
  return markup`<table class="quantities stacking"><caption>Measured values and their allowed ranges (axis: ${from} to ${to})</caption><thead><tr><th scope="col">What</th><th scope="col" class="number">Measured</th><th scope="col" class="number">Allowed</th><th scope="col">On the axis</th></tr></thead><tbody>${all.map(
    (one) =>
      markup`<tr><th scope="row">${one.name}</th><td class="number">${one.value}</td><td class="number">${one.low} to ${one.high}</td><td>${line(one, from, to)}</td></tr>`,
  )}</tbody></table>`;
}
