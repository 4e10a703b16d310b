import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { evidenceSchema } from '../helpers/evidence/schema.ts';
import { installationSigner, type Signer } from './pack/attest/signer.ts';
import { writeAttestations } from './pack/attest/write.ts';
import { addToHistory, takeHistory } from './formats/allure/history.ts';
import { AllureGenerator } from './formats/allure/generator.ts';
import { writeAllureResults } from './formats/allure/write.ts';
import { hashFiles, writeChecksums } from './pack/checksums.ts';
import { renderPage } from './formats/html/page.ts';
import { renderCtrf } from './formats/ctrf.ts';
import { renderJunit } from './formats/junit.ts';
import { writeOscal } from './formats/oscal/write.ts';
import { loadPack } from './pack/load.ts';

/** The contract of evidence.json as JSON Schema, for readers without this suite. */
const jsonSchema = () => `${JSON.stringify(z.toJSONSchema(evidenceSchema, { io: 'input' }), undefined, 2)}\n`;

/**
 * Projects `<packDir>/evidence.json` and `raw/` into everything else of the pack, SHA256SUMS and its signatures last.
 * The same pack and key give the same bytes. `signer`: this installation's key where none is given. Throws PackError where evidence.json is absent or invalid.
 */
export async function renderPack(packDir: string, signer?: Signer): Promise<void> {
  // Allure's generator is a process of its own and takes longest: it loads while the pack is read and runs beside the rest.
  await using generator = new AllureGenerator();
  const pack = await loadPack(packDir);
  const by = signer ?? (await installationSigner());
  const page = join(packDir, 'allure.html');
  await rm(page, { force: true });
  const allure = generator.render(writeAllureResults(pack), pack.evidence, await takeHistory(packDir));
  // A failure of the rest is told first; this one is then nobody's.
  allure.catch(() => undefined);
  await writeFile(join(packDir, 'evidence.schema.json'), jsonSchema());
  await writeFile(join(packDir, 'junit.xml'), renderJunit(pack.evidence));
  await writeFile(join(packDir, 'ctrf.json'), renderCtrf(pack.evidence));
  await writeFile(join(packDir, 'index.html'), await renderPage(pack, by.keyId));
  await copyFile(join(import.meta.dirname, 'pack/verify-pack.mjs'), join(packDir, 'verify-pack.mjs'));
  await writeOscal(pack);
  const hashes = await hashFiles(packDir);
  const made = await allure;
  await writeFile(page, made.page);
  await addToHistory(packDir, made.history, pack.evidence.run.finished);
  await writeChecksums(packDir, hashes);
  await writeAttestations(pack, by);
}
