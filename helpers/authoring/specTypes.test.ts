import { expect, test, vi } from 'vitest';
import { plantedProject } from '../ledger/testing.ts';
import { typeProblems } from './specTypes.ts';

const spec = (line: string) => `import { claim } from '#meshproof';

claim('m1-a-curl', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('plain');
  ${line}
  await expect(reader.runs('true')).toSucceed();
});
`;

// a program of all of the engine is made
vi.setConfig({ testTimeout: 120_000 });

test('a folder without package and settings: its specs know the words of a spec, and a wrong word has its line', async () => {
  await using project = await plantedProject({
    'specs/a/sound.spec.ts': spec("await control('it answers', frontend.get(backend)).toReach(backend);"),
    'specs/a/wrong.spec.ts': spec("await control('it answers', frontend.get(backend)).toReech(backend);"),
    'specs/a/broken.spec.ts': spec('await lane.world('),
  });
  const problems = typeProblems(project.root);
  expect([...new Set(problems.map(({ file }) => file))].sort()).toEqual(['specs/a/broken.spec.ts', 'specs/a/wrong.spec.ts']);
  expect(problems).toContainEqual(
    expect.objectContaining({
      file: 'specs/a/wrong.spec.ts',
      line: 5,
      what: expect.stringContaining("'toReech' does not exist"),
    }),
  );
});
