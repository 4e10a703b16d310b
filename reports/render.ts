import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { requirePlain } from '../cluster/host/regularFile.ts';
import { evidenceSchema } from '../helpers/evidence/schema.ts';
import { formats as allFormats } from './formats.ts';
import type { Signer } from './pack/attest/signer.ts';
import { writeAttestations } from './pack/attest/attestations.ts';
import { hashFiles, writeChecksums } from './pack/checksums.ts';
import type { Format } from './pack/format.ts';
import { loadPack } from './pack/load.ts';

/** The schema of evidence.json as JSON Schema, for readers without this suite. */
const jsonSchema = () => `${JSON.stringify(z.toJSONSchema(evidenceSchema, { io: 'input' }), undefined, 2)}\n`;

/**
 * Writes every format into `<packDir>` from evidence.json and raw/, then SHA256SUMS and the signatures.
 * The same pack and key give the same bytes.
 *
 * @param signer of a run that ends, or of a pack that it signed already (signerOf); without one the pack is unsigned
 * @throws {PackError} where evidence.json is missing or invalid
 * @throws {UnfitFile} where the pack has a link, by which another file would be written
 */
export async function renderPack(
  packDir: string,
  signer: Signer | undefined,
  formats: readonly Format[] = allFormats,
): Promise<void> {
  requirePlain(packDir);
  await using processes = new AsyncDisposableStack();
  const background = formats.flatMap((format) => ('start' in format ? [processes.use(format.start())] : []));
  const pack = await loadPack(packDir);
  const rendering = { formats, signer: signer?.keyId ?? '' };
  for (const writer of background) await writer.write(pack, rendering);
  for (const format of formats) if ('write' in format) await format.write(pack, rendering);
  await writeFile(join(packDir, 'evidence.schema.json'), jsonSchema());
  await copyFile(join(import.meta.dirname, 'pack/verify-pack.mjs'), join(packDir, 'verify-pack.mjs'));
  // Hashing takes long, so it runs beside the background writers; writeChecksums hashes what `finish` adds.
  const hashes = await hashFiles(packDir);
  for (const writer of background) await writer.finish();
  await writeChecksums(packDir, hashes);
  if (signer) await writeAttestations(pack, signer);
}
