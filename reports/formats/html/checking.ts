import { type Markup, markup } from '../../web/markup.ts';
import type { View } from './view.ts';

/** How a reader checks the pack without trusting who made it, and what that does not prove. */
export function renderChecking({ evidence, pack, signer, formats }: View): Markup {
  const missing = pack.missing.size;
  return markup`
<section id="checking"><h2>Checking this pack</h2>
<p>This page is a projection of <a href="evidence.json">evidence.json</a> (its form: <a href="evidence.schema.json">evidence.schema.json</a>), which names the files in <code>raw/</code> by their SHA-256: its own hash is the root of all that is shown here. <a href="SHA256SUMS">SHA256SUMS</a> lists every file of the pack${signer && markup`; the in-toto statements in <a href="attestations/test-result.dsse.json">attestations/</a> sign that list, the evidence and each claim's hash with the key in <a href="attestations/signer.pub.pem">signer.pub.pem</a>`}. One command checks all of it; take the script from Meshproof's repository where you do not trust who gave you the pack:</p>
<pre class="command">node verify-pack.mjs . --key &lt;fingerprint you were told&gt;</pre>
<dl class="facts"><dt>Root hash</dt><dd class="digest">${pack.root}</dd>${signer && markup`<dt>Signer</dt><dd class="digest">${signer}</dd>`}${evidence.documents.map(({ path, sha256 }) => markup`<dt>${path}</dt><dd class="digest">${sha256}</dd>`)}</dl>
${missing > 0 && markup`<p class="problem">${missing} of the files that evidence.json names are missing from raw/.</p>`}
<h3>What it does not prove</h3>
<ul class="plain"><li>When it happened: all times are the machine’s own, no independent clock has countersigned them.</li><li>That the ledger names every statement of the documents: completeness ends at the ledger and its count of lines.</li><li>Who holds the key: it is made per installation, and says “the same installation as before”, not a person. Compare its fingerprint with one that you got another way.</li><li>That the machine which ran the suite was honest: a signature binds what was recorded, it does not witness the recording.</li></ul>
${
  formats.length > 0 &&
  markup`<h3>The same results in other formats</h3>
<dl class="facts">${formats.map(({ name, file, says }) => markup`<dt><a href="${file}">${name}</a></dt><dd>${says}</dd>`)}</dl>`
}
</section>`;
}
