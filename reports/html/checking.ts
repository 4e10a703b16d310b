import { type Markup, markup } from '../markup.ts';
import type { View } from './view.ts';

/** How a reader checks the pack without trusting who made it, and what that does not prove. */
export function renderChecking({ evidence, pack }: View): Markup {
  const missing = pack.missing.size;
  return markup`
<section id="checking"><h2>Checking this pack</h2>
<p>This page is a projection of <a href="evidence.json">evidence.json</a> (its form: <a href="evidence.schema.json">evidence.schema.json</a>) and of the files in <code>raw/</code>, each named by its SHA-256. <a href="SHA256SUMS">SHA256SUMS</a> lists every file of the pack:</p>
<pre class="command">sha256sum -c SHA256SUMS</pre>
${missing > 0 && markup`<p class="problem">${missing} of the files that evidence.json names are missing from raw/.</p>`}
<p>Also in the pack: <a href="junit.xml">junit.xml</a> and the same results as an <a href="allure.html">Allure report</a>.</p>
<dl class="facts">${evidence.documents.map(({ path, sha256 }) => markup`<dt>${path}</dt><dd class="digest">${sha256}</dd>`)}</dl>
<p class="aside">Not proven by these hashes: who ran the suite, when (the times are the machine’s own), and that the ledger names every claim of the documents.</p>
</section>`;
}
