import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PackError } from '../errors.ts';
import { verifyPack } from '../verify-pack.mjs';
import { installationSigner, type Signer } from './signer.ts';

/** What a page is made from. What is made from it may be lost or out of date: it is made again. */
const measured = /^(evidence\.json|journal\.jsonl|raw\/|attestations\/)/;

/**
 * Who may sign a pack again once its pages are made anew: this installation, where it signed this very evidence at the end of the run.
 *
 * @returns undefined for a pack that is not signed
 * @throws {PackError} where what was measured is not what was signed, or somebody else signed it
 */
export async function signerOf(dir: string): Promise<Signer | undefined> {
  if (!existsSync(join(dir, 'attestations')) || !existsSync(join(dir, 'evidence.json'))) return undefined;
  const { problems, keyId } = await verifyPack(dir);
  const [first, ...others] = problems.filter((problem) => measured.test(problem));
  if (first)
    throw new PackError(
      `${dir} was altered since its run signed it, and is left as it is: ${first}${others.length > 0 ? ` (and ${others.length} more)` : ''}\n` +
        'What to do: restore the pack, or run the claims again.',
    );
  const signer = await installationSigner();
  if (keyId === signer.keyId) return signer;
  throw new PackError(
    `${dir} is signed by ${keyId}, not by this installation (${signer.keyId}), and is left as it is: ` +
      'its pages cannot be made anew without their maker’s key.\nWhat to do: read it as it is, or copy it without attestations/.',
  );
}
