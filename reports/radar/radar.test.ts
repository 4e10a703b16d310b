import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Radar, RadarClaim, RadarNote } from '../../helpers/radar/result.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPage } from './page.ts';
import { shortened } from './sections.ts';
import { writeRadar } from './writeRadar.ts';

const folder = await temporaryFolder();

const claim = (id: string, differs: boolean): RadarClaim => ({
  id,
  document: 'fixtures/documents/tea.md',
  line: 7,
  quote: 'The <pot> whistles | hums',
  says: 'It whistles.',
  expected: 'verified',
  spec: 'specs/tea.spec.ts:3',
  same: [],
  measured: {
    before: 'verified',
    after: differs ? 'contradicted' : 'verified',
    differs,
    otherOutput: false,
    ...(differs && { how: 'It hums.' }),
  },
});
const note = (file: string, given: Partial<RadarNote>): RadarNote => ({
  file: `releasenotes/notes/${file}`,
  state: 'new',
  kind: 'feature',
  area: 'security',
  says: ['**Added** a `whistle` to the pot. It is loud.'],
  upgrade: [],
  security: [],
  issues: ['https://github.com/istio/istio/issues/7'],
  problems: [],
  joins: [],
  touches: [],
  standing: 'no-claim',
  ...given,
});
const touch = (id: string, strength: 'strong' | 'medium') => ({
  claim: id,
  strength,
  terms: [{ by: 'field' as const, term: 'Pot.lid' }],
});
const radar: Radar = {
  schema: 'meshproof/radar/v1',
  at: '2026-01-02T03:04:05.000Z',
  from: { release: '1.0.0', module: 'v0.0.0-1' },
  to: { release: '1.1.0', module: 'v0.0.0-2' },
  packs: {
    before: { run: 'first', page: '../a/index.html' },
    after: { run: 'second', page: '../b/index.html' },
    measured: 3,
    unlearned: ['m9-steam'],
  },
  joinable: 9,
  notes: [
    note('seen.yaml', {
      standing: 'seen',
      touches: [touch('m9-pot', 'strong')],
      upgrade: [{ title: 'Pots', content: 'They whistle.' }],
    }),
    note('quiet.yaml', { standing: 'not-seen', state: 'gone', touches: [touch('m9-cup', 'medium')] }),
    note('odd.yaml', { problems: ['Unrecognized key: "upgradeNodes"'] }),
  ],
  defaults: [
    {
      name: 'PILOT_POT',
      by: 'variable',
      before: '1',
      after: '2',
      file: 'a.go',
      notes: [],
      joins: [],
      touches: [touch('m9-pot', 'strong')],
      standing: 'seen',
    },
  ],
  claims: [claim('m9-pot', true), claim('m9-cup', false), claim('m9-spoon', true)],
  seenNotNoted: ['m9-spoon'],
};

test('the page: what was seen, what was not noted, what was not seen, defaults, the rest, in this order', async () => {
  const html = await renderPage(radar);
  const at = [
    'id="unread"',
    'id="unlearned"',
    'id="seen"',
    'id="seen-not-noted"',
    'id="not-seen"',
    'id="defaults"',
    'id="no-claim"',
  ].map((one) => html.indexOf(one));
  expect(at.every((one) => one > 0)).toBe(true);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(html).toContain('The &lt;pot&gt; whistles | hums');
  expect(html).toContain('<span class="upgrade">upgrade note</span> Pots</h3>');
  expect(html).toContain('<a href="../b/index.html#m9-pot">after</a>');
  expect(html).toContain('<strong>in 1.0.0 and not in 1.1.0</strong>');
  expect(html).toContain('odd.yaml: Unrecognized key: &quot;upgradeNodes&quot;');
  expect(html).not.toMatch(/<script|<link[^>]+href="http|src="http/);
});

test('without packs nothing is called seen, and the verdict is the expected one', async () => {
  const { packs: _, ...rest } = radar;
  const claims = radar.claims.map(({ measured: __, ...one }) => one);
  const notes = radar.notes.map((one) => ({ ...one, standing: one.touches.length > 0 ? ('unmeasured' as const) : one.standing }));
  const html = await renderPage({ ...rest, claims, notes, seenNotNoted: [] });
  expect(html).toContain('Notes that touch claims');
  expect(html).not.toMatch(/id="(seen|not-seen|seen-not-noted)"/);
});

test('the Markdown has the same, and a bar in a quote ends no cell', () => {
  const text = renderMarkdown(radar);
  expect(text).toContain('### Upgrade note: Pots');
  expect(text).toContain('| m9-pot | tea.md:7 | The <pot> whistles \\| hums | field Pot.lid | **verified → contradicted** |');
  expect(text).toContain('- `PILOT_POT`: 1 → 2; m9-pot (field Pot.lid)');
  expect(text.indexOf('Noted and seen')).toBeLessThan(text.indexOf('Seen and not noted'));
});

test('a text is shortened at the end of a sentence, and never inside of code', () => {
  expect(shortened('One. Two. Three.', 8)).toEqual({ head: 'One.', rest: 'Two. Three.' });
  expect(shortened('See `a. B c` there. Then more.', 5)).toEqual({ head: 'See `a. B c` there.', rest: 'Then more.' });
});

test('both are written beside radar.json, the same each time; a broken one is an error', async () => {
  await writeFile(join(folder, 'radar.json'), JSON.stringify(radar));
  const files = await writeRadar(folder);
  const first = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  await writeRadar(folder);
  expect(await Promise.all(files.map((file) => readFile(file, 'utf8')))).toEqual(first);
  const broken = join(folder, 'broken');
  await mkdir(broken);
  await writeFile(join(broken, 'radar.json'), '{"schema":"meshproof/radar/v0"}');
  await expect(writeRadar(broken)).rejects.toThrow(/radar.json breaks meshproof\/radar\/v1 at/);
  await expect(writeRadar(join(folder, 'none'))).rejects.toThrow(/cannot be read/);
});
