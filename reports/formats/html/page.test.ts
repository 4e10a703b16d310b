import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Evidence } from '../../../helpers/evidence/schema.ts';
import { loadPack } from '../../pack/load.ts';
import { crowded } from '../../testing/crowded.ts';
import { lineOf } from '../../testing/sampleDocument.ts';
import { sha256 } from '../../testing/rawFiles.ts';
import { faultyRun, writeSample } from '../../testing/sample.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { renderPage } from './page.ts';

// Rendering 400 claims takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const folder = await temporaryFolder();
let evidence: Evidence;
let page: string;

beforeAll(async () => {
  evidence = await writeSample(join(folder, 'pack'));
  page = await renderPage(await loadPack(join(folder, 'pack')));
});

const occurrences = (text: string) => page.split(text).length - 1;

test('every claim has one section of its own', () => {
  for (const { id } of evidence.claims) expect(occurrences(`<article class="claim" id="${id}"`), id).toBe(1);
});

test('no id stands twice, though a claim may share the evidence of another', () => {
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('what is wrong with the run itself is the first to be looked at', async () => {
  const faulty = await renderPage({ ...(await loadPack(join(folder, 'pack'))), evidence: faultyRun(evidence) });
  const attention = faulty.slice(faulty.indexOf('<section class="attention"')).split('</section>')[0];
  expect(attention).toContain(
    '<li><strong>lab: nothing reaches outside</strong> A pod reached &lt;b&gt;an address&lt;/b&gt; outside.</li>',
  );
  expect(attention).toContain('<li><strong>run: complete</strong> the run was interrupted</li>');
});

test('a claim whose erratum is applied shows what the document said before, and what came of that', async () => {
  const [first, ...others] = evidence.claims;
  const [control] = evidence.claims.flatMap(({ controls }) => controls);
  const formerly = [{ ...control!, beat: 'observation' as const, name: 'it was so', observed: 'exit 1', agrees: false }];
  const applied = { quote: 'It was so.', says: 'It was so, by us.', expected: 'contradicted' as const, formerly };
  const pack = await loadPack(join(folder, 'pack'));
  const corrected = await renderPage({ ...pack, evidence: { ...evidence, claims: [{ ...first!, applied }, ...others] } });
  const article = corrected.slice(corrected.indexOf(`<article class="claim" id="${first!.id}"`)).split('</article>')[0];
  expect(article).toContain('<h5>Erratum applied</h5>');
  expect(article).toContain('It was so, by us.');
  expect(article).toContain('contradicted');
  expect(article).toMatch(/it was so <b>✗ not seen<\/b>/);
  expect(page).not.toContain('Erratum applied');
});

test('markup of a document or an output is shown, never run', () => {
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<b>bold</b>');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; names');
});

test('the policy names the only script by its hash and allows no fetch', () => {
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  const allowed = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}' 'wasm-unsafe-eval'; base-uri`;
  expect(page).toContain(allowed);
  expect(occurrences('<script')).toBe(1 + occurrences('<script type="text/plain"'));
});

test('the first screen has the scope, all counts, what was not tested and why, the root hash and how to check', () => {
  const top = page.slice(page.indexOf('<header class="top">'), page.indexOf('<main>'));
  expect(top).toContain(
    'The run failed. <strong>7 of 10 claims</strong> tested: 4 as the ledger expects, 1 difference, 1 inconclusive',
  );
  expect(top).toContain(
    '1 not run (no spec decides them yet), 1 editorial (opinion or business statement), 1 not applicable here.',
  );
  expect(top).toContain('envoy-without-wasm, images');
  expect(top).toContain(sha256(readFileSync(join(folder, 'pack', 'evidence.json'))));
  expect(top).toContain('node verify-pack.mjs . --key &lt;fingerprint you were told&gt;');
});

test('short text stands in the page, a capture and a long log are linked', () => {
  expect(page).toContain('curl: (28) Connection timed out after 3001 milliseconds');
  expect(occurrences('response_code')).toBe(0);
  for (const name of ['backend.pcap', 'proxy-log.txt'])
    expect(page).toMatch(new RegExp(`<code>${name}</code> <a href="raw/[0-9a-f]{64}">`));
});

test('each text of raw/ stands in the page once', () => {
  expect(occurrences('kind: NetworkPolicy')).toBe(1);
});

test('a substitution stands next to the claims it touches', () => {
  const section = page.slice(page.indexOf('<article class="claim" id="m9-ex6-tls-check"'));
  expect(section.slice(0, section.indexOf('</article>'))).toContain('Substituted</a>: envoy-without-wasm · images');
});

test('a change to an object is shown as a diff of what the API server had', () => {
  const section = page.slice(page.indexOf('<article class="claim" id="m9-ex4-attacker-blocked"'));
  const diff = /<pre class="object-diff">[\s\S]*?<\/pre>/.exec(section)?.[0] ?? '';
  expect(diff).toContain('<del>-    - from: [{ podSelector: { matchLabels: { app: attacker } } }]</del>');
  expect(diff).toContain('<ins>+    - from: [{ podSelector: { matchLabels: { app: frontend } } }]</ins>');
  expect(diff).not.toContain('apiVersion');
});

test('every link within the page has an end', () => {
  const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  const dead = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.has(id));
  expect(dead).toEqual([]);
});

/** The source from the element with this id to the next element of the same kind. */
const element = (id: string, kind: string) => {
  const from = page.slice(page.indexOf(`<${kind} id="${id}"`));
  return from.slice(0, from.indexOf(`<${kind} `, 1));
};

test('a chapter of a walk-through leads to its line and its claims, both lead back', () => {
  const line = lineOf('istioctl authn tls-check');
  const chapter = element('walk-1-2', 'li');
  expect(chapter).toContain(`<a href="#document-1-line-${line}">line ${line}</a>`);
  expect(chapter).toContain('exit 64');
  expect(chapter).toContain('<a href="#m9-ex6-tls-check">');
  expect(page).toContain(`id="document-1-line-${line}"`);
  expect(page).toContain('<a class="typed-at" href="#walk-1-2">written: fails</a>');
  expect(element('m9-ex6-tls-check" data-verdict="stale', 'article class="claim"')).toContain('<a href="#walk-1-2">');
});

test('a promise that is not kept leads to its own line; claims that are gone are left out', () => {
  const chapter = element('walk-1-3', 'li');
  expect(chapter).toContain(`#document-1-line-${lineOf('All pods answer')}`);
  expect(chapter).toContain('<a href="#m9-ex6-sniffer">');
  expect(page).not.toContain('m9-gone');
});

test('without a walk-through the page has no player and allows no WebAssembly', async () => {
  const pack = await loadPack(join(folder, 'pack'));
  const without = await renderPage({ ...pack, walks: [] });
  expect(without).not.toContain('wasm-unsafe-eval');
  expect(without).not.toContain('id="walks"');
  expect(without.length).toBeLessThan(page.length - 180_000);
});

test('a recording that is missing or too long is linked, its chapters stay', async () => {
  const pack = await loadPack(join(folder, 'pack'));
  const without = await renderPage({ ...pack, walks: pack.walks.map((walk) => ({ ...walk, cast: undefined })) });
  expect(without).toContain('too long for this page or missing');
  expect(without).toContain('id="walk-1-2"');
  expect(without).not.toContain('class="play"');
});

test('a page without recordings weighs at most 3 MB: long outputs are packed, what changed stays', async () => {
  const full = await renderPage(crowded(await loadPack(join(folder, 'pack')), 'm9-ex4-attacker-blocked'));
  expect(Buffer.byteLength(full)).toBeLessThanOrEqual(3_000_000);
  expect(full).toContain('<pre class="object-diff">');
  expect(full).toContain('shown at m9-ex4-attacker-blocked-0</a>');
  expect(full).toContain('id="pieces"');
  expect(full).not.toContain('399-2 399-2');
});

test('a claim that was measured again says what it came to before', () => {
  const section = page.slice(page.indexOf('<article class="claim" id="m9-ex6-latency"'));
  expect(section.slice(0, section.indexOf('</article>'))).toContain(
    '<dt>Measured before</dt><dd>inconclusive: The API server gave no answer.',
  );
});

test('the page says what the suite notices, what it did not, and where a claim was seen red', () => {
  const notices = element('notices', 'section');
  expect(notices).toContain('1 world broken on purpose, 2 claims, 3 times that a claim had to notice: 1 of them did not notice.');
  expect(notices).toContain('<a href="#m9-ex6-encrypted">m9-ex6-encrypted</a> stayed verified');
  expect(notices).toContain('for 2 statements the old answer was still the true one');
  expect(element('m9-ex4-attacker-blocked" data-verdict="verified', 'article class="claim"')).toContain(
    '<dt>Seen red where</dt><dd>every NetworkPolicy admits everything</dd>',
  );
});

test('the environment says what independent suites said of such a cluster, with what failed and why', () => {
  const environment = element('environment', 'section');
  expect(environment).toContain('Kubernetes&#39; end-to-end specs of NetworkPolicy');
  expect(environment).toMatch(/<span class="label">passed <\/span>1 <span class="aside">of 1 that have to<\/span>/);
  expect(environment).toContain('Netpol has a planted hole: a planted pod was reached (known: planted)');
  expect(environment).toContain('MESH-HTTP: Core tests succeeded.');
  expect(environment).not.toContain('Not as expected');
});

test('a suite that did not come to what is expected is said to', async () => {
  const pack = await loadPack(join(folder, 'pack'));
  const [first, ...others] = pack.fidelity!.suites;
  const suites = [{ ...first!, surprises: ['gateway-api: 1 tests passed, and 21 have to'] }, ...others];
  const worse = await renderPage({ ...pack, fidelity: { ...pack.fidelity!, suites } });
  expect(worse).toContain('<p class="problem">Not as expected: gateway-api: 1 tests passed, and 21 have to</p>');
});

test('where no suite was run on such a cluster, the page says so', async () => {
  const pack = await loadPack(join(folder, 'pack'));
  const without = await renderPage({ ...pack, fidelity: undefined });
  expect(without).toContain('No independent suite was run on a cluster of these parts');
});

test('a run that was made in parts names them', async () => {
  const pack = await loadPack(join(folder, 'pack'));
  const times = { started: '2026-01-02T03:04:05Z', finished: '2026-01-02T03:14:05Z' };
  const parts = ['r-1', 'r-2'].map((id) => ({ id, ...times, clusterUid: `u-${id}`, claims: 3, evidence: sha256(id) }));
  const made = await renderPage({ ...pack, evidence: { ...evidence, run: { ...evidence.run, parts } } });
  expect(made).toContain('made in 2 parts');
  for (const text of ['<th scope="row">r-1</th>', 'u-r-2', sha256('r-2')]) expect(made).toContain(text);
  expect(page).not.toContain('id="parts"');
});

test('where nothing was measured the page does not speak of it', async () => {
  const pack = await loadPack(join(folder, 'pack'));
  const without = await renderPage({ ...pack, notices: undefined });
  expect(without).not.toContain('id="notices"');
  expect(without).not.toContain('href="#notices"');
});
