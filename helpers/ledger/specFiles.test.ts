import { expect, test } from 'vitest';
import { parseSpec } from './specFiles.ts';

const text = `import { claim, lab } from '#meshproof';

// lane.world('in-a-comment')
claim('m1-a-curl', async ({ lane, control }) => {
  const { frontend, backend: server } = await lane.world("strict");
  await lane.world('plain');
  await control('the server answers', frontend.get(server, '/')).toReach(server);
});
claim('m1-a-wrong', async ({ erratum, expect }) => {
  await Promise.all([expect(here).toBe(1), expect(there).toBe(1)]);
  await erratum(written.lines('tea').and(reader.lines('cat a.md', here))).toBe(2);
});
const shared = (reader) => reader.lines('ls', /it/g);
lab('nothing reaches outside', async () => {});
`;

test('a spec’s claims, their statements, checks and worlds are read in one go, whatever the quotes', () => {
  expect(parseSpec('specs/a/a.spec.ts', text)).toEqual({
    file: 'specs/a/a.spec.ts',
    claims: [
      {
        id: 'm1-a-curl',
        line: 4,
        states: ['control'],
        texts: ['m1-a-curl', 'strict', 'plain', 'the server answers', '/', '#meshproof', 'ls', 'nothing reaches outside'],
        looksFor: { document: [], output: [/it/] },
        draws: false,
      },
      {
        id: 'm1-a-wrong',
        line: 9,
        states: ['expect', 'erratum'],
        texts: ['m1-a-wrong', 'tea', 'cat a.md', '#meshproof', 'ls', 'nothing reaches outside'],
        looksFor: { document: [/\x74ea/], output: [/^/, /it/] },
        draws: false,
      },
    ],
    labChecks: 1,
    worlds: [
      { name: 'strict', line: 5, takes: ['frontend', 'backend'] },
      { name: 'plain', line: 6, takes: [] },
    ],
  });
});
