import type { MarkdownDocument } from '../documents/document.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import type { ScriptBlock } from './script.ts';

type Linked = { claims: string[]; about: string[] };
type Lines = { id: string; first: number; last: number };

/**
 * Which claims belong to which block, by lines: `claims` quote a line of it; `about` quote prose next to it, with no other
 * block and no section heading in between.
 */
export function linkClaims(
  document: MarkdownDocument,
  blocks: readonly ScriptBlock[],
  claims: readonly Pick<LoadedClaim, 'id' | 'line' | 'quote'>[],
): Map<number, Linked> {
  const places = claims.map(({ id, line, quote }) => ({ id, first: line, last: document.quoteEnd(line, quote) ?? line }));
  const touches = (one: Lines, block: ScriptBlock) => one.first <= block.last && block.first <= one.last;
  const prose = places.filter((one) => !blocks.some((block) => touches(one, block)));
  const isSection = (line: number) => /^#{1,3} /.test(document.lines[line - 1] ?? '');
  const between = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => from + 1 + index);
  return new Map(
    blocks.map((block, index) => {
      const before = blocks[index - 1]?.last ?? 0;
      const after = blocks[index + 1]?.first ?? document.lines.length + 1;
      const isNear = ({ first, last }: Lines) =>
        last < block.first
          ? first > before && !between(last, block.first).some(isSection)
          : first > block.last && last < after && ![...between(block.last, first), first].some(isSection);
      return [
        block.number,
        { claims: idsOf(places.filter((one) => touches(one, block))), about: idsOf(prose.filter(isNear)) },
      ] as const;
    }),
  );
}

const idsOf = (places: Lines[]): string[] => places.map(({ id }) => id);

/** The same links, from a claim to the numbers of its blocks. */
export function blocksOfClaims(links: ReadonlyMap<number, Linked>): Record<string, number[]> {
  const result: Record<string, number[]> = {};
  for (const [number, { claims, about }] of links) for (const id of [...claims, ...about]) (result[id] ??= []).push(number);
  return result;
}
