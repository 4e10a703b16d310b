import axe from 'axe-core';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Evidence } from '../../../helpers/evidence/schema.ts';
import { loadPack } from '../../pack/load.ts';
import { launchChromium } from '../../../cluster/host/chromium.ts';
import { crowded } from '../../testing/crowded.ts';
import { openPage } from '../../testing/openPage.ts';
import { writeSample } from '../../testing/sample.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { renderPage } from './page.ts';

const folder = await temporaryFolder();
const url = pathToFileURL(join(folder, 'index.html')).href;
let browser: Browser;
let evidence: Evidence;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  evidence = await writeSample(folder);
  await writeFile(join(folder, 'index.html'), await renderPage(await loadPack(folder)));
  browser = await launchChromium();
});

afterAll(() => browser.close());

const open = (options: BrowserContextOptions = {}, hash = '') => openPage(browser, url + hash, options);

const shownRows = (page: Page) => page.locator('table.claims tr[data-claim]:visible');

test('every claim is reached from the table and from its sign in the document, and shows its quote', async () => {
  await using opened = await open();
  const { page, complaints } = opened;
  for (const { id } of evidence.claims) {
    await page.locator(`table.claims a[href="#${id}"]`).click();
    const claim = page.locator(`article#${id}`);
    await expect.poll(() => claim.evaluate((element) => element.matches(':target'))).toBe(true);
    expect(await claim.locator('mark, .plain-quote').first().isVisible(), id).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator(`#at-${id}`).evaluate((element) => element.matches(':target:focus'))).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => claim.evaluate((element) => element.matches(':target'))).toBe(true);
    await page.keyboard.press('Escape');
  }
  expect(complaints).toEqual([]);
});

test('a click on marked words opens their claim, beside the document where there is room', async () => {
  await using opened = await open({ viewport: { width: 1400, height: 900 } });
  const { page } = opened;
  await page.locator('.written mark', { hasText: 'It works for' }).click();
  const position = () => page.evaluate(`getComputedStyle(document.getElementById('m9-ex4-script-quote')).position`);
  await expect.poll(position).toBe('fixed');
  await expect.poll(() => page.locator('#at-m9-ex4-script-quote').isVisible()).toBe(true);
});

test('an address opens its claim beside the place in the document', async () => {
  await using opened = await open({ viewport: { width: 1400, height: 500 } }, '#m9-ex6-tls-check');
  const { page } = opened;
  const inView = `(({ top }) => top > 0 && top < innerHeight)(document.getElementById('at-m9-ex6-tls-check').getBoundingClientRect())`;
  await expect.poll(() => page.evaluate(inView)).toBe(true);
});

test('keys: j and k walk through what the filter shows, / goes to the search', async () => {
  await using opened = await open();
  const { page } = opened;
  const hash = () => page.evaluate('location.hash');
  await page.getByRole('checkbox', { name: /stale/ }).check();
  await page.getByRole('checkbox', { name: /vacuous/ }).check();
  await page.locator('h1').click();
  for (const [key, id] of [
    ['j', 'm9-ex6-tls-check'],
    ['j', 'm9-ex6-sniffer'],
    ['j', 'm9-ex6-tls-check'],
    ['k', 'm9-ex6-sniffer'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(hash).toBe(`#${id}`);
  }
  await page.keyboard.press('/');
  expect(await page.getByLabel('Search').evaluate((field) => field.matches(':focus'))).toBe(true);
});

test('a key pressed before the browser told of the step before it keeps the focus it asked for', async () => {
  await using opened = await open();
  const { page } = opened;
  await page.evaluate(`new Promise((told) => {
    addEventListener('hashchange', told, { once: true });
    for (const key of ['j', '/']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  })`);
  expect(await page.getByLabel('Search').evaluate((field) => field.matches(':focus'))).toBe(true);
});

test('the filter rules the marks of the document, too', async () => {
  await using opened = await open();
  const { page } = opened;
  await page.getByRole('checkbox', { name: /contradicted/ }).check();
  expect(await page.locator('a.at:visible').count()).toBe(1);
  expect(await page.locator('.written mark:not(.off)').getAttribute('data-claims')).toBe('m9-ex4-script-quote');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('combobox', { name: 'Control' }).selectOption('NIST SC-7');
  await expect.poll(() => page.locator('a.at:visible').count()).toBe(1);
});

test('a command is copied with its button', async () => {
  await using opened = await open({ permissions: ['clipboard-read', 'clipboard-write'] }, '#m9-ex4-attacker-blocked');
  const { page } = opened;
  const line = page.locator('#m9-ex4-attacker-blocked .reproduce');
  await line.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => line.getByRole('button').textContent()).toBe('Copied');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('make verify CLAIMS=m9-ex4-attacker-blocked KEEP=1');
});

test('a claim has an address of its own: its evidence is unfolded there', async () => {
  await using opened = await open({}, '#m9-ex4-attacker-blocked');
  const claim = opened.page.locator('article#m9-ex4-attacker-blocked');
  expect(await claim.getByText('curl: (28) Connection timed out').isVisible()).toBe(true);
  expect(await claim.getByText('kind: NetworkPolicy').isVisible()).toBe(true);
});

test('filters by verdict, exercise, ledger and text, and shows all again', async () => {
  await using opened = await open();
  const { page } = opened;
  const all = evidence.claims.length;
  expect(await shownRows(page).count()).toBe(all);
  await page.getByRole('checkbox', { name: /contradicted/ }).check();
  expect(await shownRows(page).getByRole('link').allTextContents()).toEqual(['m9-ex4-script-quote']);
  await page.getByRole('checkbox', { name: /stale/ }).check();
  expect(await shownRows(page).count()).toBe(2);
  await page.getByRole('combobox', { name: 'Exercise' }).selectOption('m9-ex6');
  expect(await shownRows(page).getByRole('link').allTextContents()).toEqual(['m9-ex6-tls-check']);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => shownRows(page).count()).toBe(all);
  await page.getByRole('combobox', { name: 'Ledger' }).selectOption('differs');
  expect(await shownRows(page).count()).toBe(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Search').fill('ATTACKER label');
  expect(await page.getByRole('status').textContent()).toBe(`1 of ${all} claims shown`);
  await page.locator('[data-filter="vacuous"]').click();
  expect(await shownRows(page).getByRole('link').allTextContents()).toEqual(['m9-ex6-sniffer']);
});

test('the quoted script of a document does not run', async () => {
  await using opened = await open();
  const dialogs: string[] = [];
  opened.page.on('dialog', (dialog) => dialogs.push(dialog.message()));
  await opened.page.reload();
  expect(dialogs).toEqual([]);
});

test('a walk-through plays in place, offline, from the chapter that is asked for', async () => {
  await using opened = await open({ offline: true });
  const { page, complaints } = opened;
  const line = () => page.locator('.player').evaluate((place) => place.shadowRoot?.textContent ?? '');
  await page.locator('#walk-1-2 .play').click();
  await expect.poll(line, { timeout: 20_000 }).toContain('unknown command "authn"');
  expect(complaints).toEqual([]);
});

test('without scripts a walk-through is a list of commands, exit statuses and lines', async () => {
  await using opened = await open({ javaScriptEnabled: false });
  const { page } = opened;
  expect(await page.locator('.play').first().isVisible()).toBe(false);
  await page.getByText('All 3 commands').click();
  const listed = page.locator('.commands li');
  expect(await listed.count()).toBe(3);
  expect(await listed.last().innerText()).toMatch(/^line \d+ istioctl authn tls-check exit 64$/);
});

test('is whole without scripts', async () => {
  await using opened = await open({ javaScriptEnabled: false }, '#m9-ex4-attacker-blocked');
  const { page } = opened;
  expect(await shownRows(page).count()).toBe(evidence.claims.length);
  expect(await page.locator('#filter').isVisible()).toBe(false);
  expect(await page.locator('a.at').count()).toBe(evidence.claims.length);
  const claim = page.locator('article#m9-ex4-attacker-blocked');
  await claim.getByText('3 observations').click();
  expect(await claim.getByText('curl: (28) Connection timed out').isVisible()).toBe(true);
});

test('prints every claim with its evidence unfolded', async () => {
  await using opened = await open();
  const { page } = opened;
  await page.emulateMedia({ media: 'print' });
  for (const { id } of evidence.claims) expect(await page.locator(`article#${id}`).isVisible(), id).toBe(true);
  expect(await page.locator('#m9-ex4-attacker-blocked').getByText('kind: NetworkPolicy').isVisible()).toBe(true);
  expect(await page.locator('#filter').isVisible()).toBe(false);
});

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
] as const)('axe finds no violation (%s, %i px wide), and nothing scrolls sideways', async (colorScheme, width) => {
  await using opened = await open({ colorScheme, viewport: { width, height: 900 } });
  const { page } = opened;
  // axe ignores closed folds and parts without layout.
  await page.addStyleTag({ content: '.claim { content-visibility: visible !important }' });
  await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)');
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
});

test('outputs that the page has no room for are unfolded where they are opened, and printed', async () => {
  const full = join(folder, 'full.html');
  await writeFile(full, await renderPage(crowded(await loadPack(folder), 'm9-ex4-attacker-blocked'), {}, 1));
  await using opened = await open();
  const { page, complaints } = opened;
  await page.goto(`${pathToFileURL(full).href}#m9-ex4-attacker-blocked-7`);
  const output = page.locator('#m9-ex4-attacker-blocked-7').getByText('7-1 7-1');
  await expect.poll(() => output.isVisible(), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => page.locator('[data-piece]:not(details:not([open]) *)').count(), { timeout: 20_000 }).toBe(0);
  const other = page.locator('#m9-ex4-attacker-blocked-300');
  expect(await other.getByText('300-1 300-1').count()).toBe(0);
  await other.getByText('3 observations').click();
  await expect.poll(() => other.getByText('300-1 300-1').isVisible(), { timeout: 20_000 }).toBe(true);
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  expect(await page.locator('[data-piece]').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a pack of 5,000 claims is still searched, filtered and opened', { timeout: 240_000 }, async () => {
  const large = join(folder, 'large');
  const { claims } = await writeSample(large, 500);
  await writeFile(join(large, 'index.html'), await renderPage(await loadPack(large)));
  await using opened = await open();
  const { page } = opened;
  page.setDefaultTimeout(200_000);
  await page.goto(pathToFileURL(join(large, 'index.html')).href);
  // A locator by label would visit every element of this large page.
  await page.locator('#filter [name=text]').fill('m9-ex6-sniffer-499');
  expect(await page.locator('#filter output').textContent()).toBe(`1 of ${claims.length} claims shown`);
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await expect.poll(() => page.evaluate('location.hash'), { timeout: 60_000 }).toBe('#m9-ex6-sniffer-499');
  expect(await page.locator('article#m9-ex6-sniffer-499').isVisible()).toBe(true);
});
