import type { Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { launchChromium } from '../../../cluster/host/chromium.ts';
import { destinationPages, withDate, withRanks } from './pages.ts';

/** Adds a table of contents after the first screen. The page numbers are filled in later. */
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
  // A first printing gives the page numbers. The numbers have a fixed width, so they do not move the text.
  await page.evaluate(fillContents(destinationPages(await page.pdf(paper))));
  return page.pdf({ ...paper, tagged: true, outline: true });
}

/**
 * The page of a pack as PDF, with contents, page numbers and bookmarks. Every claim is unfolded.
 *
 * @param finished the end of the run, which becomes the date of the file
 */
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
