import { type Markup, markup } from '../../web/markup.ts';
import type { View } from './view.ts';

/** How a reader checks the pack without trusting its maker, and what the check does not prove. */
export function renderChecking({ evidence, pack, signer, formats }: View): Markup {
  const missing = pack.missing.size;
  return markup`
<section id="checking"><h2>Checking this pack</h2>
<p>This page shows <a href="evidence.json">evidence.json</a> (schema: <a href="evidence.schema.json">evidence.schema.json</a>). evidence.json names each file in <code>raw/</code> by its SHA-256, so the hash of evidence.json covers everything on this page. <a href="SHA256SUMS">SHA256SUMS</a> lists every file of the pack${signer && markup`; the in-toto statements in <a href="attestations/test-result.dsse.json">attestations/</a> sign that list, the evidence and each claim's hash with the key in <a href="attestations/signer.pub.pem">signer.pub.pem</a>`}. One command checks all of this. Take the script from Meshproof's repository: whoever forges a pack can put another script into it. The script prints its own hash:</p>
<pre class="command">node verify-pack.mjs . --key &lt;fingerprint you were told&gt;</pre>
<dl class="facts"><dt>Root hash</dt><dd class="digest">${pack.root}</dd>${signer && markup`<dt>Signer</dt><dd class="digest">${signer}</dd>`}${evidence.documents.map(({ path, sha256 }) => markup`<dt>${path}</dt><dd class="digest">${sha256}</dd>`)}</dl>
${missing > 0 && markup`<p class="problem">raw/ lacks ${missing} of the files that evidence.json names.</p>`}
<h3>What it does not prove</h3>
<ul class="plain"><li>When the run happened: all times come from the machine’s own clock, and no independent clock has confirmed them.</li><li>That the ledger names every statement of the documents: the pack counts the lines that the ledger covers, and knows nothing of other statements.</li><li>Who holds the key: each installation makes its own key, so the same key means the same installation, not a person. Compare its fingerprint with one that you received another way.</li><li>That the machine which ran the suite was honest: a signature protects the record, and does not prove that the record is true.</li></ul>
${
  formats.length > 0 &&
  markup`<h3>The same results in other formats</h3>
<dl class="facts">${formats.map(({ name, file, says }) => markup`<dt><a href="${file}">${name}</a></dt><dd>${says}</dd>`)}</dl>`
}
</section>`;
}
