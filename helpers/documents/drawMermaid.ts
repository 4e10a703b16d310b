import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { launchChromium } from '../../cluster/host/chromium.ts';

/** What Mermaid's bundle leaves on the page. */
declare const mermaid: { render: (id: string, drawing: string) => Promise<{ svg: string }> };

/**
 * Draws the Mermaid text on standard input as a browser would (mermaid.js.org/config/usage.html) and prints the label of each node, one a
 * line. Exit status 1, with Mermaid's own message, where the text is not valid.
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
    process.stdout.write(labels.map((label) => `${label}\n`).join(''));
    return error ? 1 : 0;
  } finally {
    await browser.close();
  }
}

process.exitCode = await main();
