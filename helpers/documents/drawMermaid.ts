import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { launchChromium } from '../../cluster/host/chromium.ts';
import { MarkdownDocument } from './document.ts';
import { reworded } from './reworded.ts';

/** What Mermaid's bundle leaves on the page. */
declare const mermaid: { render: (id: string, drawing: string) => Promise<{ svg: string }> };

const usage = `Draws the first diagram of a Markdown document, or the Mermaid text on standard input, as a browser would
(mermaid.js.org/config/usage.html), and prints the label of each node, one a line.

  drawMermaid.ts [<file>] [--groups] [--print] [--lines <first>-<last>:<text>]…

  --groups  in which groups each node is drawn too, the outermost first
  --print   prints the diagram's text and draws nothing
  --lines   the document with another text in the place of some lines
Exit status: 0 drawn · 1 the text is not valid: Mermaid's own message is on standard error · 3 usage
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { groups: { type: 'boolean' }, print: { type: 'boolean' }, lines: { type: 'string', multiple: true } },
  });
  const [file] = positionals;
  const drawing = file === undefined ? await text(process.stdin) : diagramIn(await readFile(file, 'utf8'), values.lines ?? []);
  if (drawing === undefined) {
    process.stderr.write(`${file} has no diagram in a block of mermaid.\n${usage}`);
    return 3;
  }
  if (values.print) {
    process.stdout.write(`${drawing}\n`);
    return 0;
  }
  return draw(drawing, values.groups ?? false);
}

async function draw(drawing: string, withGroups: boolean): Promise<number> {
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
    const groups = withGroups ? await groupsOfNodes(page) : [];
    const places = labels.map((label, index) => [label, ...(groups[index] ?? [])].join(' in '));
    process.stdout.write(places.map((place) => `${place}\n`).join(''));
    return error ? 1 : 0;
  } finally {
    await browser.close();
  }
}

/** `others`: `<first>-<last>:<text>`, by which lines of the document are replaced. Undefined where there is no diagram. */
function diagramIn(markdown: string, others: string[]): string | undefined {
  const rewordings = others.map((other) => {
    const [, first, last, text = ''] = /^(\d+)-(\d+):([^]*)$/.exec(other) ?? [];
    return { first: Number(first), last: Number(last), text };
  });
  const { lines } = reworded(new MarkdownDocument('the document', markdown), rewordings).document;
  return /^```mermaid\n([^]*?)\n```$/m.exec(lines.join('\n'))?.[1];
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
