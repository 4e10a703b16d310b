import { expect, test } from 'vitest';
import { parseSpec } from './specFiles.ts';

const text = `import { claim, lab } from '#meshproof';

// lane.world('in-a-comment')
claim('m1-a-curl', async ({ lane, control }) => {
  const { frontend, backend: server } = await lane.world("strict");
  await lane.world('plain');
  await control('the server answers', frontend.get(server)).toReach(server);
});
claim('m1-a-wrong', async ({ erratum, expect }) => {
  await Promise.all([expect(here).toBe(1), expect(there).toBe(1)]);
  await erratum(here).toBe(2);
});
lab('nothing reaches outside', async () => {});
`;

test('a spec’s claims, their statements, checks and worlds are read in one go, whatever the quotes', () => {
  expect(parseSpec('specs/a/a.spec.ts', text)).toEqual({
    file: 'specs/a/a.spec.ts',
    claims: [
      { id: 'm1-a-curl', line: 4, states: ['control'] },
      { id: 'm1-a-wrong', line: 9, states: ['expect', 'erratum'] },
    ],
    labChecks: 1,
    worlds: [
      { name: 'strict', line: 5, takes: ['frontend', 'backend'] },
      { name: 'plain', line: 6, takes: [] },
    ],
  });
});
