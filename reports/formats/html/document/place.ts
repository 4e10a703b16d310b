import type { MarkdownIt } from 'markdown-it';
import type { ClaimEvidence } from '../../../../helpers/evidence/schema.ts';
import { loosely } from '../quote.ts';
import { type Block, readings } from './blocks.ts';

/** Where a claim's quote stands: offsets into a block's text. */
export interface Span {
  claim: ClaimEvidence;
  start: number;
  end: number;
}

const isFence = ({ token }: Block) => token.type !== 'inline';

/** Offset at which the source line `line` begins in the block's text. */
function offsetOfLine({ text, line: first }: Block, line: number): number {
  let offset = 0;
  for (let at = first; at < line; at += 1) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return 0;
    offset = next + 1;
  }
  return offset;
}

function spanIn(block: Block, claim: ClaimEvidence, md: MarkdownIt): Span {
  const from = offsetOfLine(block, claim.line);
  for (const reading of isFence(block) ? [claim.quote] : readings(claim.quote, md)) {
    const found = loosely(reading).exec(block.text.slice(from));
    if (found) return { claim, start: from + found.index, end: from + found.index + found[0].length };
  }
  // A quote that runs over several blocks: the rest of its first line stands for it.
  const lineEnd = block.text.indexOf('\n', from);
  return { claim, start: from, end: lineEnd < 0 ? block.text.length : lineEnd };
}

/** Claims by the block that holds their first line; `lost` have no block there. */
export function placeClaims(
  blocks: readonly Block[],
  claims: readonly ClaimEvidence[],
  md: MarkdownIt,
): { spans: Map<Block, Span[]>; lost: ClaimEvidence[] } {
  const spans = new Map<Block, Span[]>();
  const lost: ClaimEvidence[] = [];
  for (const claim of claims) {
    const block = blocks.find(({ from, end, text }) => from <= claim.line && claim.line < end && text.trim() !== '');
    if (!block) {
      lost.push(claim);
      continue;
    }
    const all = spans.get(block) ?? [];
    all.push(spanIn(block, claim, md));
    spans.set(block, all);
  }
  return { spans, lost };
}
