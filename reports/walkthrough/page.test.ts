import { expect, test } from 'vitest';
import { pageOf } from './page.ts';
import type { Walkthrough } from '../../helpers/walkthrough/schema.ts';

const walk: Walkthrough = {
  schema: 'meshproof/walkthrough/v1',
  document: 'fixtures/documents/a.md',
  sha256: '0',
  as: 'written',
  started: '2026-01-01T00:00:00.000Z',
  finished: '2026-01-01T00:01:00.000Z',
  status: 'complete',
  cluster: { name: 'a', own: true },
  treatment: [],
  cast: 'a.cast',
  blocks: [
    {
      number: 1,
      first: 55,
      last: 55,
      heading: 'Step 1',
      claims: ['m1-typo'],
      about: [],
      commands: [
        {
          line: 55,
          lastLine: 55,
          typed: 'curl <b> & go',
          attempt: 'as it stands',
          shell: 'debug',
          at: 12.5,
          seconds: 0.1,
          exit: 0,
          stages: [6, 0],
          output: '</script><script>alert(1)</script>',
          expects: 'an <answer>',
          interrupted: false,
        },
      ],
      state: {},
      changes: [{ object: 'Pod/a', change: 'removed', was: {} }],
    },
  ],
  claims: { 'm1-typo': [1] },
  findings: [
    { line: 55, attempt: 'as it stands', kind: 'fails', promised: 'curl', met: 'exit 6', claims: ['m1-typo'], expected: true },
  ],
  accepted: [],
  missing: [],
  leftovers: [],
  redacted: {},
};
const cast = '{"version":2,"width":80,"height":24}\n[0.1,"o","</script><!-- <b>"]\n';
const page = await pageOf(walk, cast);

test('the recording is in the page, and nothing of it can end its element', () => {
  const inPage = /<script type="text\/plain" id="cast">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  const lines = inPage
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const [header, ...events] = cast
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toEqual([header, ...events, [12.5, 'm', 'line 55']]);
});

test('outputs are text', () => {
  expect(page).not.toContain('<script>alert(1)');
  expect(page).toContain('curl &lt;b&gt; &amp; go');
});

test('the output that the document shows stands beside what was printed', () => {
  expect(page).toContain('The document shows:</p><pre>an &lt;answer&gt;</pre>');
});

test('blocks that were not typed are named', async () => {
  const told = await pageOf({ ...walk, unread: [{ first: 4, last: 4, why: 'language yaml' }] }, cast);
  expect(told).toContain('<li>line 4: language yaml</li>');
});

test('a line that differs leads to its moment in the recording, a block to its claims', () => {
  expect(page).toContain('<button type="button" data-chapter="0">55</button>');
  expect(page).toContain('exit 6, 0, 0.1 s');
  expect(page).toContain('Claims that quote the block: m1-typo');
});

test('without blocks there is no player', async () => {
  expect(await pageOf({ ...walk, blocks: [], findings: [] }, cast)).not.toContain('id="player"');
});
