import axe from 'axe-core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../cluster/host/chromium.ts';
import { openPage } from '../testing/openPage.ts';
import { sampleCell } from '../testing/sampleCells.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { renderMatrix } from './page.ts';
import { toMatrix } from './toMatrix.ts';

const folder = await temporaryFolder();
const url = pathToFileURL(join(folder, 'index.html')).href;
let browser: Browser;

beforeAll(async () => {
  const kubernetes = ['1.34.4', '1.35.4', '1.36.3', '1.37.2'];
  const cells = ['1.30.4', '1.31.0'].flatMap((istio) =>
    kubernetes.map((version) =>
      sampleCell({ istio, kubernetes: version }, (claim) => {
        const blocked = claim('m9-ex4-attacker-blocked');
        const stated = { at: ['istio <1.31'], expected: 'contradicted' as const, why: 'r-1 and r-2', here: istio === '1.30.4' };
        blocked.byVersion = [{ at: [], expected: 'verified', here: istio !== '1.30.4' }, stated];
        if (istio === '1.30.4')
          Object.assign(blocked, { verdict: 'contradicted', reason: `${'A-long-word'.repeat(30)} was observed.` });
      }),
    ),
  );
  await writeFile(
    join(folder, 'index.html'),
    await renderMatrix(toMatrix(cells, { at: '2026-01-02T04:00:00Z', version: '0.1.0' }), new Map()),
  );
  browser = await launchChromium();
});

afterAll(() => browser.close());

const open = (options: BrowserContextOptions = {}) => openPage(browser, url, options);

test.for([
  ['a phone', { viewport: { width: 390, height: 844 } }],
  ['a screen', { viewport: { width: 1280, height: 900 } }],
] as const)('on %s the page is as wide as that, also with eight cells', async ([, options]) => {
  await using opened = await open(options);
  const { page, complaints } = opened;
  await page.locator('.every summary').first().click();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
  expect(complaints).toEqual([]);
});

test('without scripts everything is there: differences open, the rest behind folds', async () => {
  await using opened = await open({ javaScriptEnabled: false });
  const { page } = opened;
  expect(await page.locator('#differs-verdict .id').first().isVisible()).toBe(true);
  const folded = page.locator('#all .grid .id').first();
  expect(await folded.isVisible()).toBe(false);
  await page.locator('#all summary').first().click();
  expect(await folded.isVisible()).toBe(true);
});

test('on paper nothing is folded', async () => {
  await using opened = await open();
  const { page } = opened;
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#all .grid .id').first().isVisible()).toBe(true);
});

test.for(['light', 'dark'] as const)('axe has nothing to say in %s', async (colorScheme) => {
  await using opened = await open({ colorScheme });
  const { page } = opened;
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
