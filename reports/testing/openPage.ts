import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Opens a page and collects its requests, console messages and errors: a report should cause none. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] } & AsyncDisposable> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) complaints.push(`request ${request.url()}`);
  });
  page.on('console', (message) => complaints.push(`console ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error ${error.message}`));
  await page.goto(url);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}
