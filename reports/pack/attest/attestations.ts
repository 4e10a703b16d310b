import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checksumFile } from '../checksums.ts';
import type { Pack } from '../load.ts';
import { hashFile } from '../verify-pack.mjs';
import { envelope } from './dsse.ts';
import type { Signer } from './signer.ts';
import { reference, testResult } from './statements.ts';

/** Replaces `<pack>/attestations`: both statements and the public key. SHA256SUMS must exist. */
export async function writeAttestations(pack: Pack, signer: Signer): Promise<void> {
  const dir = join(pack.dir, 'attestations');
  const sums = join(pack.dir, checksumFile);
  const checksums = { name: checksumFile, sha256: hashFile(sums) };
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir);
  await writeFile(join(dir, 'test-result.dsse.json'), await envelope(testResult(pack), signer));
  await writeFile(join(dir, 'reference.dsse.json'), await envelope(reference(pack, checksums, signer.keyId), signer));
  await writeFile(join(dir, 'signer.pub.pem'), signer.publicPem);
}
