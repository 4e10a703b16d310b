import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVitest, type TestCase } from 'vitest/node';
import { keptThreads } from './keptThreads.ts';

const spec = (expected: string) => `
import { test } from 'vitest';
import { state } from './state.ts';
test('run ' + ++state.runs + ', ${expected}', () => {});
`;

test('the next run has the thread of the run before, with its state and the changed spec', async () => {
  const root = await mkdtemp(join(tmpdir(), 'kept-threads-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
  await writeFile(join(root, 'state.ts'), 'export const state = { runs: 0 };\n');
  const file = join(root, 'a.test.ts');
  await writeFile(file, spec('as it was'));
  const told: string[] = [];
  const reporter = { onTestCaseResult: (one: TestCase) => void told.push(`${one.name}: ${one.result().state}`) };
  const project = { root, test: { name: 'live', pool: keptThreads(), isolate: false } };
  const options = { root, config: false as const, watch: false, projects: [project], reporters: [reporter] };
  const vitest = await createVitest('test', options);
  await vitest.start();
  await writeFile(file, spec('as it is'));
  vitest.invalidateFile(file);
  await vitest.rerunTestSpecifications(await vitest.globTestSpecifications());
  await vitest.close();
  expect(told).toEqual(['run 1, as it was: passed', 'run 2, as it is: passed']);
}, 60_000);
