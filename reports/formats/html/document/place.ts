import type { MarkdownIt } from 'markdown-it';
import type { ClaimEvidence } from '../../../../helpers/evidence/schema.ts';
import { loosely } from '../quote.ts';
import { type Block, readings } from './blocks.ts';

/** The place of a claim's quote: offsets into the text of a block. */
export interface Span {
  claim: ClaimEvidence;
  start: number;
  end: number;
}

const isFence = ({ token }: Block) => token.type !== 'inline';

/** The offset in the block's text at which the source line `line` begins. */
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
  // A quote that spans several blocks: mark the rest of its first line.
  const lineEnd = block.text.indexOf('\n', from);
  return { claim, start: from, end: lineEnd < 0 ? block.text.length : lineEnd };
}

/** Claims by the block with their first line. No block has the first line of the `lost` claims. */
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
