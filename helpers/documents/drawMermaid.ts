import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import type { Locator, Page } from 'playwright-core';
import { launchChromium } from '../../cluster/host/chromium.ts';

/** What Mermaid's bundle leaves on the page. */
declare const mermaid: { render: (id: string, drawing: string) => Promise<{ svg: string }> };

/**
 * Draws the Mermaid text on standard input as a browser would (mermaid.js.org/config/usage.html) and prints the label of each node, one a
 * line; with --groups also in which groups it is drawn, the outermost first. Exit status 1, with Mermaid's own message, where the text is
 * not valid.
 */
async function main(): Promise<number> {
  const drawing = await text(process.stdin);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('@mermaid-js/tiny') });
    const { svg, error } = await page.evaluate(
      (drawing) =>
        mermaid.render('drawing', drawing).then(
          ({ svg }) => ({ svg, error: '' }),
          (error: unknown) => ({ svg: '', error: String(error) }),
        ),
      drawing,
    );
    process.stderr.write(error);
    await page.setContent(svg);
    const labels = await page.locator('.node .nodeLabel').allInnerTexts();
    const groups = process.argv.includes('--groups') ? await groupsOfNodes(page) : [];
    const places = labels.map((label, index) => [label, ...(groups[index] ?? [])].join(' in '));
    process.stdout.write(places.map((place) => `${place}\n`).join(''));
    return error ? 1 : 0;
  } finally {
    await browser.close();
  }
}

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** By the drawing: a group's box is around the middle of its nodes. Outermost first, in the order of the nodes' labels. */
async function groupsOfNodes(page: Page): Promise<string[][]> {
  const boxesOf = async (selector: string) =>
    Promise.all((await page.locator(selector).all()).map(async (one) => (await one.boundingBox()) as Box));
  const labels = await page.locator('.cluster .nodeLabel').allInnerTexts();
  const groups = (await boxesOf('.cluster')).map((box, index) => ({ box, label: labels[index] ?? '' }));
  groups.sort((one, other) => other.box.width * other.box.height - one.box.width * one.box.height);
  return (await boxesOf('.node .nodeLabel')).map(({ x, y, width, height }) => {
    const [across, down] = [x + width / 2, y + height / 2];
    const around = ({ box }: { box: Box }) =>
      box.x < across && across < box.x + box.width && box.y < down && down < box.y + box.height;
    return groups.filter(around).map(({ label }) => label);
  });
}

process.exitCode = await main();
