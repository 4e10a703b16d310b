import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Evidence } from '../../helpers/evidence/schema.ts';
import { loadPack } from '../pack.ts';
import { writeSample } from '../testing/sample.ts';
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
  for (const { id } of evidence.claims) expect(occurrences(`id="${id}"`), id).toBe(1);
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

test('verdicts are counted against the whole population', () => {
  expect(page).toContain('<strong>7 of 10 claims</strong> tested: 4 as the ledger expects, 1 difference, 1 inconclusive');
  expect(page).toContain('Not tested: 1 not run, 1 editorial, 1 not applicable here.');
});

test('short text stands in the page, a capture and a long log are linked', () => {
  expect(page).toContain('curl: (28) Connection timed out after 3001 milliseconds');
  expect(occurrences('response_code')).toBe(0);
  for (const name of ['backend.pcap', 'proxy-log.txt'])
    expect(page).toMatch(new RegExp(`<p class="artifact"><code>${name}</code>`));
});

test('a body keeps its lines', () => {
  expect(page).toContain('<pre>first &lt;line&gt;\nsecond\n</pre>');
  expect(page).toContain('<code>{&quot;code&quot;:0}</code>');
});

test('a substitution stands next to the claims it touches', () => {
  const section = page.slice(page.indexOf('<article class="claim" id="m9-ex6-tls-check"'));
  expect(section.slice(0, section.indexOf('</article>'))).toContain('Envoy 1.40.0 from PyPI');
});
