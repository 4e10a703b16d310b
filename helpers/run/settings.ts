import { join } from 'node:path';
import { checkoutKey } from '../../cluster/names.ts';
import { root } from '../root.ts';

/** What a worker needs to know of the run that started it; `verify` sets the environment. */
export interface Settings {
  /** The pack's folder. */
  pack: string;
  /** Claim ids selected; undefined: all. */
  claims: Set<string> | undefined;
  /** STRICT=1: every claim that is not verified fails. */
  strict: boolean;
  checkout: string;
}

export function settings(env = process.env): Settings {
  return {
    pack: env.MESHPROOF_PACK ?? join(root, 'reports/out/adhoc'),
    claims: env.MESHPROOF_CLAIMS === undefined ? undefined : new Set(env.MESHPROOF_CLAIMS.split(',')),
    strict: env.STRICT === '1',
    checkout: checkoutKey(),
  };
}
