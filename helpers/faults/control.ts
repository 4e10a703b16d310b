import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import { isWhole, lies } from './judge.ts';
import { toItsEnd } from './oneRun.ts';
import { leftOf, type Tools, type Where } from './tryOnce.ts';

/** Claims without a fault. */
export interface Control {
  claims: string[];
  /** From the start of the run to its end. */
  seconds: number;
}

/**
 * Runs all the claims without a fault: only where each comes out as the ledger expects, and nothing is left, does a fault show anything.
 *
 * @throws {InfrastructureError} with what is not so
 */
export async function runControl(
  claims: string[],
  { folder, expected, signal, goneIn }: Pick<Where, 'folder' | 'expected' | 'signal' | 'goneIn'>,
  tools: Pick<Tools, 'verify' | 'verifyPack' | 'standing' | 'filesLeft'>,
): Promise<Control> {
  const packs = join(folder, 'packs');
  mkdirSync(packs, { recursive: true });
  const before = await tools.standing();
  const started = performance.now();
  const log = join(folder, 'run.log');
  const { ran, pack } = await toItsEnd(tools.verify({ CLAIMS: claims.join(',') }, packs, log), packs, tools.verifyPack);
  const seconds = Math.round((performance.now() - started) / 1000);
  signal.throwIfAborted();
  const found = lies(ran, claims, expected);
  if (ran.exit !== 0 || !isWhole(ran, claims, expected)) found.push(`the run ended with status ${ran.exit ?? 'of a signal'}`);
  found.push(...(await leftOf(before, pack === undefined ? [] : [pack], { signal, goneIn }, tools)));
  if (found.length > 0)
    throw new InfrastructureError(`Without a fault the claims do not come out as they have to: ${found.join('; ')}.`, {
      remedy: `See ${log}. A machine that is busy with something else is no place for this.`,
    });
  return { claims, seconds };
}
