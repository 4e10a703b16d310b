import { expect, test } from 'vitest';
import { readGoTests } from './goTests.ts';

const mark = '\x16';

/** What a planted program prints: two tests side by side, one that is skipped, one that fails below itself. */
const output = [
  `${mark}=== RUN   TestPlanted`,
  '    planted.go:10: preparing',
  `${mark}=== RUN   TestPlanted/Opens`,
  `${mark}=== PAUSE TestPlanted/Opens`,
  `${mark}=== RUN   TestPlanted/Closes`,
  '    planted.go:20: Skipping Closes: the lock is missing',
  `${mark}--- SKIP: TestPlanted/Closes (0.00s)`,
  `${mark}=== RUN   TestPlanted/Holds`,
  `${mark}=== RUN   TestPlanted/Holds/twice`,
  '    planted.go:31: ',
  '        \tError Trace:\t/planted.go:31',
  '        \tError:      \tthe handle came off',
  '        \tMessages:   \tafter two turns',
  `a line without an end${mark}--- FAIL: TestPlanted/Holds/twice (1.00s)`,
  '    planted.go:40: tidying up',
  `${mark}--- FAIL: TestPlanted/Holds (2.25s)`,
  `${mark}=== CONT  TestPlanted/Opens`,
  '--- FAIL: TestPlanted/Opens (9.00s) is what the application says',
  `${mark}--- PASS: TestPlanted/Opens (0.50s)`,
  `${mark}--- FAIL: TestPlanted (3.00s)`,
  `${mark}FAIL`,
].join('\n');

test('each test right below is told with its outcome, seconds and why', () => {
  expect(readGoTests(output, 'TestPlanted')).toEqual([
    { name: 'Opens', outcome: 'passed', seconds: 0.5 },
    { name: 'Closes', outcome: 'skipped', seconds: 0, reason: 'Skipping Closes: the lock is missing' },
    { name: 'Holds', outcome: 'failed', seconds: 2.25, reason: 'the handle came off: after two turns' },
  ]);
});

test('a test that began and did not end has failed: its program was killed', () => {
  const cut = output.slice(0, output.indexOf(`${mark}--- FAIL: TestPlanted/Holds (`));
  expect(readGoTests(cut, 'TestPlanted').map(({ name, outcome }) => [name, outcome])).toEqual([
    ['Opens', 'failed'],
    ['Closes', 'skipped'],
    ['Holds', 'failed'],
  ]);
  expect(readGoTests(cut, 'TestPlanted').at(-1)?.reason).toBe('it began, and did not come to its end');
});

test('of another Go test and of no output nothing is read', () => {
  expect(readGoTests(output, 'TestOther')).toEqual([]);
  expect(readGoTests('', 'TestPlanted')).toEqual([]);
});
