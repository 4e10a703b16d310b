import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { ClaimEvidence } from '../../../../helpers/evidence/schema.ts';
import { loadLedger } from '../../../../helpers/ledger/load.ts';
import { RawFiles } from '../../../testing/rawFiles.ts';
import { sampleEvidence } from '../../../testing/sample.ts';
import { sampleDocument } from '../../../testing/sampleDocument.ts';
import { renderDocument } from './render.ts';

// Reading the whole ledger takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const claims = sampleEvidence(new RawFiles()).claims;
const some = claims[0]!;

/** The page of a document with one claim, and the marked texts. */
function marked(source: string, line: number, quote: string, more: Partial<ClaimEvidence> = {}) {
  const page = renderDocument(source, [{ ...some, id: 'm9-x-y', line, quote, ...more }]).page.toString();
  return { page, marks: [...page.matchAll(/<mark[^>]*>(.*?)<\/mark>/gs)].map(([, text]) => text) };
}

test('every claim of the sample has its sign where its quote ends', () => {
  const { page, lost } = renderDocument(sampleDocument, claims);
  expect(lost).toEqual([]);
  for (const { id, verdict } of claims)
    expect(page.toString()).toContain(`id="at-${id}" href="#${id}" data-verdict="${verdict}"`);
});

test('a quote with markup of its own is found in what is read', () => {
  expect(marked('- **Lead**: some `code` here\n', 1, '**Lead**: some `code`').marks).toEqual(['Lead', ': some ', 'code']);
  expect(marked('- **Lead**: rest\n', 1, '- **Lead').marks).toEqual(['Lead']);
  expect(marked('## A Title\n', 1, '## A Title').marks).toEqual(['A Title']);
});

test('the quote of a later line of a paragraph is not found in an earlier one', () => {
  const { page } = marked('the same words\nthe same words\n', 2, 'the same words');
  expect(page).toMatch(/<p[^>]*>the same words\n<mark/);
});

test('code keeps its text, and a quote of its fence marks its first line', () => {
  expect(marked('```bash\na < b\nc\n```\n', 2, 'a < b').marks).toEqual(['a &lt; b']);
  expect(marked('```mermaid\nflowchart\nend\n```\n', 1, '```mermaid').marks).toEqual(['flowchart']);
});

test('where claims overlap, the gravest verdict gives the colour and each has its sign', () => {
  const two = [
    { ...some, id: 'm9-a', line: 1, quote: 'one two three', verdict: 'verified' as const },
    { ...some, id: 'm9-b', line: 1, quote: 'two', verdict: 'contradicted' as const },
  ];
  const page = renderDocument('one two three\n', two).page.toString();
  expect(page).toContain('<mark data-verdict="verified" data-claims="m9-a">one </mark>');
  expect(page).toContain('<mark data-verdict="contradicted" data-claims="m9-a m9-b">two</mark><a class="at" id="at-m9-b"');
  expect(page).toContain('<mark data-verdict="verified" data-claims="m9-a"> three</mark><a class="at" id="at-m9-a"');
});

test('an erratum is a change of the text with a verdict of its own; an unlike one replaces it as a whole', () => {
  const { page } = marked('It works for all names.\n', 1, 'It works for all names', {
    erratum: { text: 'It works for plain names', verdict: 'verified' },
  });
  expect(page).toContain('It works for <del>all</del><ins>plain</ins> names');
  expect(page).toMatch(/Erratum <a href="#m9-x-y">m9-x-y<\/a> <span class="badge" data-verdict="verified">/);
  const other = marked('abc def\n', 1, 'abc def', { erratum: { text: 'kubectl get pods', verdict: 'not-run' } }).page;
  expect(other).toContain('<del>abc def</del> <ins>kubectl get pods</ins>');
});

test('an erratum stands for the whole lines of its quote, and once for all claims that ask for it', () => {
  const erratum = { text: '- It works\n- at times.', verdict: 'verified' as const };
  const two = [
    { ...some, id: 'm9-a', line: 2, quote: 'works', erratum },
    { ...some, id: 'm9-b', line: 2, quote: 'always', erratum: { ...erratum, verdict: 'not-run' as const } },
  ];
  const page = renderDocument('# Title\n- It works always.\n- More.\n', two).page.toString();
  expect([...page.matchAll(/class="erratum-note"/g)]).toHaveLength(1);
  expect(page).toContain(
    '<span class="erratum-note" data-claims="m9-a m9-b"><span class="erratum-head">Erratum <a href="#m9-a">m9-a</a> <a href="#m9-b">m9-b</a> <span class="badge" data-verdict="not-run">',
  );
  expect(page).toContain(`- It works<del> always</del><ins>\n- at times</ins>.`);
  expect(page).not.toMatch(/More[^<]*<\/del>/);
});

test('markup of the document is text, pictures are not fetched, headings skip no level', () => {
  const { page } = renderDocument('# Top\n\n### Deep\n\n<b>raw</b> ![alt](http://example.org/x.png)\n', []);
  expect(page.toString()).toContain('&lt;b&gt;raw&lt;/b&gt;');
  expect(page.toString()).not.toContain('<img');
  expect([...page.toString().matchAll(/<h(\d)/g)].map(([, level]) => level)).toEqual(['3', '4']);
});

test('every claim of the ledger has a place in the documents as they are', async () => {
  const ledger = await loadLedger();
  for (const { document } of ledger.documents) {
    const own = ledger.claims.filter(({ document: path }) => path === document.path);
    const evidence = own.map(({ id, line, quote }) => ({ ...some, id, line, quote, erratum: undefined }));
    const { page, lost } = renderDocument(readFileSync(document.path, 'utf8'), evidence);
    expect(lost).toEqual([]);
    for (const { id } of own) expect(page.toString(), id).toContain(`id="at-${id}"`);
  }
});
