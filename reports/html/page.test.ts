import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Evidence } from '../../helpers/evidence/schema.ts';
import { loadPack } from '../pack.ts';
import { sha256, writeSample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { renderPage } from './page.ts';

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

test('markup of a document or an output is shown, never run', () => {
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<b>bold</b>');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; names');
});

test('the policy names the only script by its hash and allows no fetch', () => {
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  expect(page).toContain(`default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`);
  expect(occurrences('<script')).toBe(1);
});

test('the first screen has the scope, all counts, what was not tested and why, the root hash and how to check', () => {
  const top = page.slice(page.indexOf('<header class="top">'), page.indexOf('<main>'));
  expect(top).toContain('<strong>7 of 10 claims</strong> tested: 4 as the ledger expects, 1 difference, 1 inconclusive');
  expect(top).toContain(
    '1 not run (no spec decides them yet), 1 editorial (opinion or business statement), 1 not applicable here.',
  );
  expect(top).toContain('envoy-without-wasm, images');
  expect(top).toContain(sha256(readFileSync(join(folder, 'pack', 'evidence.json'))));
  expect(top).toContain('node verify-pack.mjs .');
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
