import { isNegative } from '../verdict.ts';
import type { LedgerClaim } from './schema.ts';

/** Patterns, one of which each disagreement of a claim's spec has to match; undefined for a claim that is not called wrong. */
export function mustSee({ expected, seen = [] }: Pick<LedgerClaim, 'expected' | 'seen'>): string[] | undefined {
  return isNegative(expected) ? [seen].flat() : undefined;
}
