import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { evidenceSchema } from '../helpers/evidence/schema.ts';
import { renderAllureReport } from './allure/single-file.ts';
import { writeAllureResults } from './allure/write.ts';
import { writeChecksums } from './checksums.ts';
import { renderPage } from './html/page.ts';
import { renderJunit } from './junit.ts';
import { loadPack } from './pack.ts';

/** The contract of evidence.json as JSON Schema, for readers without this suite. */
const jsonSchema = () => `${JSON.stringify(z.toJSONSchema(evidenceSchema, { io: 'input' }), undefined, 2)}\n`;

/**
 * Projects `<packDir>/evidence.json` and `raw/` into everything else of the pack, SHA256SUMS last.
 * The same pack gives the same bytes. Throws PackError where evidence.json is absent or invalid.
 */
export async function renderPack(packDir: string): Promise<void> {
  const pack = await loadPack(packDir);
  await writeFile(join(packDir, 'evidence.schema.json'), jsonSchema());
  await writeFile(join(packDir, 'junit.xml'), renderJunit(pack.evidence));
  await writeFile(join(packDir, 'index.html'), await renderPage(pack));
  const results = await writeAllureResults(pack);
  await writeFile(join(packDir, 'allure.html'), await renderAllureReport(results, pack.evidence));
  await writeChecksums(packDir);
}
