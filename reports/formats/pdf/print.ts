import type { Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { launchChromium } from '../../../cluster/host/chromium.ts';
import { destinationPages, withDate, withRanks } from './pages.ts';

/** Puts a table of contents behind the first screen: every part and exercise, its page still to be filled in. */
const addContents = `(() => {
  const entries = [...document.querySelectorAll('main section[id]')].flatMap((part) => {
    const heading = part.querySelector(':scope > h2, :scope > h3');
    return heading ? [{ id: part.id, text: heading.textContent, level: heading.tagName }] : [];
  });
  const contents = document.createElement('section');
  contents.id = 'contents';
  contents.innerHTML = '<h2>Contents</h2><ol></ol>';
  for (const { id, text, level } of entries) {
    const item = document.createElement('li');
    item.className = level.toLowerCase();
    const link = Object.assign(document.createElement('a'), { href: '#' + id, textContent: text });
    const page = Object.assign(document.createElement('span'), { textContent: '0000' });
    page.dataset.of = id;
    item.append(link, page);
    contents.querySelector('ol').append(item);
  }
  document.querySelector('main').prepend(contents);
})()`;

const fillContents = (pages: ReadonlyMap<string, number>) => `(() => {
  const pages = ${JSON.stringify(Object.fromEntries(pages))};
  for (const page of document.querySelectorAll('#contents [data-of]')) page.textContent = pages[page.dataset.of] ?? '';
})()`;

const footer =
  '<div style="width:100%;font:7px sans-serif;color:#555;padding:0 15mm;display:flex;justify-content:space-between"><span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>';

const paper = {
  format: 'A4',
  printBackground: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate: footer,
  margin: { top: '14mm', bottom: '16mm', left: '15mm', right: '15mm' },
} as const;

async function print(page: Page): Promise<Buffer> {
  await page.evaluate(addContents);
  // The numbers of a first printing fill the contents of the second; their width is kept, so nothing moves.
  await page.evaluate(fillContents(destinationPages(await page.pdf(paper))));
  return page.pdf({ ...paper, tagged: true, outline: true });
}

/** The pack's page as PDF: table of contents, page numbers, bookmarks, every claim unfolded. `finished`: the run's end, the file's date. */
export async function printPack(packDir: string, finished: string): Promise<Buffer> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(pathToFileURL(join(packDir, 'index.html')).href);
    // The page's script removes the packed outputs once it can unfold them.
    await page.locator('#pieces').waitFor({ state: 'detached' });
    return withRanks(withDate(await print(page), finished));
  } finally {
    await browser.close();
  }
}
