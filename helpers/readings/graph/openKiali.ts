import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../../cluster/host/chromium.ts';
import { runProgram } from '../../../cluster/host/program.ts';
import { InfrastructureError, UsageError } from '../../errors.ts';
import { windowSeconds } from './graph.ts';

const limitMs = 60_000;
const usage = `Opens a namespace's workload graph of the last minute in Kiali's own page and prints what a reader sees there: the label of each
node, then "<source> → <target>" for each edge. A graph without nodes prints the page's own words for it.

  openKiali.ts <address of Kiali> <namespace>

Exit status: 0 drawn · 2 nothing was drawn within ${limitMs / 1000} s: what the page shows is on standard error · 3 usage
`;

/** What Cytoscape leaves at the element in which it draws (js.cytoscape.org, cytoscape@3 `_cyreg`). */
interface Drawing {
  nodes: () => { map: <T>(of: (node: Node) => T) => T[] };
  edges: () => { map: <T>(of: (edge: { source: () => Node; target: () => Node }) => T) => T[] };
}
interface Node {
  data: (name: string) => string | undefined;
  visible: () => boolean;
}

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [address, namespace] = positionals;
  if (!address || !namespace || positionals.length > 2 || !URL.canParse(address))
    throw new UsageError('Kiali’s address and a namespace are needed.', { remedy: 'See --help.' });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(graphAddress(address, namespace), { timeout: limitMs });
    process.stdout.write((await seenOn(page)).map((line) => `${line}\n`).join(''));
    return 0;
  } finally {
    await browser.close();
  }
}

function graphAddress(kiali: string, namespace: string): string {
  const url = new URL('console/graph/namespaces', kiali.endsWith('/') ? kiali : `${kiali}/`);
  url.search = new URLSearchParams({ namespaces: namespace, graphType: 'workload', duration: String(windowSeconds) }).toString();
  return url.href;
}

/** A node counts by the label that stands on the page, an edge by its two nodes. */
async function seenOn(page: Page): Promise<string[]> {
  const empty = page.getByText('Empty Graph', { exact: true });
  const drawn = page.locator('#cy');
  const labels = () => drawn.innerText({ timeout: 1000 });
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    if (await empty.isVisible()) return [await empty.innerText()];
    const text = (await drawn.isVisible()) ? await labels() : '';
    const lines = text.trim() === '' ? [] : await drawn.evaluate(linesOf, text);
    if (lines.length > 0) return lines;
    await page.waitForTimeout(250);
  }
  throw new InfrastructureError(`Kiali drew nothing within ${limitMs / 1000} s. Its page shows: ${await page.innerText('body')}`);
}

/** Runs in the page. */
function linesOf(element: unknown, text: string): string[] {
  const { cy } = (element as { _cyreg: { cy: Drawing } })._cyreg;
  const nameOf = (node: Node) => node.data('workload') ?? node.data('service') ?? node.data('app') ?? '';
  const isSeen = (node: Node) => node.visible() && text.includes(nameOf(node));
  const nodes = cy.nodes().map((node) => (isSeen(node) ? nameOf(node) : ''));
  const edges = cy
    .edges()
    .map((edge) => (isSeen(edge.source()) && isSeen(edge.target()) ? `${nameOf(edge.source())} → ${nameOf(edge.target())}` : ''));
  return [...nodes, ...edges].filter((line) => line !== '');
}

await runProgram(usage, main);
