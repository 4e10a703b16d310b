import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Format } from '../../pack/format.ts';
import { renderPage } from './page.ts';

export const html: Format = {
  name: 'Page',
  file: 'index.html',
  says: 'Every claim beside its quote in the document, with its evidence: for people.',
  async write(pack, rendering) {
    const others = rendering.formats.filter(({ file }) => file !== html.file);
    await writeFile(join(pack.dir, html.file), await renderPage(pack, { ...rendering, formats: others }));
  },
};
