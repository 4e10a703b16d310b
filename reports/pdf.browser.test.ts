import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderPage } from './formats/html/page.ts';
import { destinationPages } from './formats/pdf/pages.ts';
import { printPack } from './formats/pdf/print.ts';
import { loadPack } from './pack/load.ts';
import { writeSample } from './testing/sample.ts';
import { temporaryFolder } from './testing/temporary.ts';

const folder = await temporaryFolder();

test('the PDF has every claim, contents with page numbers, and the same bytes each time', async () => {
  const evidence = await writeSample(folder);
  await writeFile(join(folder, 'index.html'), await renderPage(await loadPack(folder)));
  const pdf = await printPack(folder, evidence.run.finished);
  const pages = destinationPages(pdf);
  for (const { id } of evidence.claims) expect(pages.get(id), id).toBeGreaterThan(2);
  expect(pages.get('document-1')).toBeGreaterThan(pages.get('contents') ?? 1);
  expect((await printPack(folder, evidence.run.finished)).equals(pdf)).toBe(true);
});
