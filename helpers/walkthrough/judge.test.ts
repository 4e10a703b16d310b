import { expect, test } from 'vitest';
import { correctionsSchema } from './corrections.ts';
import { judge } from './judge.ts';
import { plantedCommand, plantedCorrections } from './testing.ts';

const corrections = plantedCorrections({
  accepts: [{ line: 9, exit: 28, says: '^curl: \\(28\\) .*', why: 'it is refused' }],
  promises: [
    { line: 5, quote: '3 pods running', command: 2, count: { of: 'Running', what: 'running pods', is: 3 } },
    { line: 6, quote: 'different names', command: 2, count: { of: '^(backend-\\S+)', what: 'names', distinct: true, least: 2 } },
    { line: 7, quote: 'the old promise', command: 2, shows: 'LABELS', as: 'written' },
  ],
  written: [
    { line: 1, kind: 'fails', meets: 'command not found', claims: ['m1-typo'] },
    { line: 7, kind: 'promise', meets: 'backend-a 1/1 Running', claims: ['m1-labels'] },
  ],
});

const pods = (...names: string[]) => names.map((name) => `${name}   1/1   Running\n`).join('');
const three = pods('backend-a', 'backend-b', 'backend-c');
const asDeclared = [plantedCommand(1, 'bash: **kubectl**: command not found\n', 127), plantedCommand(2, three)];

test('what is declared is expected, and names its claims', () => {
  const { findings, missing } = judge(asDeclared, corrections, 'written');
  expect(findings.map(({ line, kind, claims, expected }) => [line, kind, claims, expected])).toEqual([
    [1, 'fails', ['m1-typo'], true],
    [7, 'promise', ['m1-labels'], true],
  ]);
  expect(missing).toEqual([]);
});

test('a declared line that works is missing', () => {
  expect(judge([plantedCommand(1, ''), plantedCommand(2, three)], corrections, 'written').missing).toEqual([
    'line 1, as it stands: fails: command not found',
  ]);
});

test('another number of pods breaks the promise, and the promise names its line', () => {
  const { findings } = judge([asDeclared[0]!, plantedCommand(2, pods('backend-a', 'backend-b'))], corrections, 'written');
  expect(findings.find(({ line }) => line === 5)).toMatchObject({ met: '2 running pods instead of 3', expected: false });
});

test('the same name again and again breaks the promise of different ones', () => {
  const { findings } = judge(
    [asDeclared[0]!, plantedCommand(2, pods('backend-a', 'backend-a', 'backend-a'))],
    corrections,
    'written',
  );
  expect(findings.find(({ line }) => line === 6)?.met).toBe('1 names instead of at least 2');
});

test('a promise whose command was not run is broken', () => {
  expect(judge([], corrections, 'written').findings.find(({ line }) => line === 5)?.met).toBe('the command was not run');
});

test('corrected, nothing is declared to fail, and promises of the old text do not count', () => {
  expect(judge([plantedCommand(1, ''), plantedCommand(2, three)], corrections, 'corrected')).toEqual({
    findings: [],
    missing: [],
    accepted: [],
  });
  expect(judge(asDeclared, corrections, 'corrected').findings).toMatchObject([{ line: 1, kind: 'fails', expected: false }]);
});

test.for([
  [
    'the first stage of a pipeline',
    plantedCommand(3, 'curl: (6) Could not resolve host: frontend\n', 0, { stages: [6, 0] }),
    'fails',
  ],
  ['an error in the output of a loop', plantedCommand(3, 'ok\nError from server (NotFound): pods "x" not found\n'), 'says'],
  ['a deprecation', plantedCommand(3, 'Warning: v1 Endpoints is deprecated in v1.33+\n'), 'warns'],
  ['a deprecated flag', plantedCommand(3, 'Flag --grace has been deprecated, use --grace-period\n'), 'warns'],
  ['a deprecated field', plantedCommand(3, 'Warning: spec.colour: deprecated since v1.19; use spec.paint\n'), 'warns'],
  ['a refusal that the document shows', plantedCommand(3, 'ok\n', 0, { expects: 'curl: (56) reset by peer' }), 'promise'],
  ['another refusal', plantedCommand(3, 'curl: (7) no\n', 7, { expects: 'curl: (56) reset by peer' }), 'promise'],
  ['a refusal where the document shows an answer', plantedCommand(3, 'curl: (7) no\n', 7, { expects: 'ok' }), 'fails'],
  ['a command that did not return', plantedCommand(3, '', 0, { exit: null, stages: [], note: 'did not return' }), 'fails'],
  ['a command that hung until Ctrl-C', plantedCommand(3, '', 130, { interrupted: true, note: 'did not return' }), 'fails'],
  ['one that then ended with 0', plantedCommand(3, '', 0, { interrupted: true, note: 'did not return' }), 'fails'],
  ['a filled one that never came back', plantedCommand(3, '', 0, { exit: null, stages: [], attempt: 'filled' }), 'fails'],
  ['what was meant to stay in front and ended by itself', plantedCommand(3, 'tcpdump: no such device\n', 1), 'fails'],
] as const)('%s is found', ([, command, kind]) => {
  expect(judge([command], plantedCorrections({}), 'written').findings).toMatchObject([{ line: 3, kind }]);
});

test.for([
  ['Ctrl-C for what stays in front', plantedCommand(3, '', 130, { typed: 'tcpdump -i any', interrupted: true })],
  ["the reader's own way out", plantedCommand(3, '', 1, { attempt: "the reader's own" })],
  ['an exit status that the text wants', plantedCommand(9, 'curl: (28) Connection timed out\n', 28)],
  [
    'the refusal that the document shows, whatever else is printed',
    plantedCommand(3, 'a 9s\ncommand terminated with exit code 56\n', 56, {
      expects: 'a 5s\ncommand terminated with exit code 56',
    }),
  ],
  ['an output that only looks otherwise', plantedCommand(3, 'web-7c9 2m\n', 0, { expects: 'web-5d4 10s' })],
  ['what a pod writes about deprecation', plantedCommand(3, 'the old page has been deprecated\n')],
  ['its error text with exit status 0', plantedCommand(9, 'curl: (28) Connection timed out\n', 0)],
] as const)('%s is no finding', ([, command]) => {
  expect(judge([command], { ...corrections, promises: [], written: [] }, 'written').findings).toEqual([]);
});

test('an accepted status is told with its reason', () => {
  const { accepted } = judge([plantedCommand(9, 'curl: (28) Connection timed out\n', 28)], corrections, 'corrected');
  expect(accepted).toEqual([{ line: 9, typed: 'command 9', exit: 28, why: 'it is refused' }]);
});

test('a status that the document shows below its command is told as accepted', () => {
  const command = plantedCommand(3, 'curl: (56) reset\n', 56, { expects: 'curl: (56) reset by peer' });
  expect(judge([command], plantedCorrections({}), 'written').accepted).toMatchObject([{ line: 3, exit: 56 }]);
});

test('another exit status than the one accepted is a finding', () => {
  const { findings } = judge(
    [plantedCommand(9, 'curl: (7) refused\n', 7)],
    { ...corrections, promises: [], written: [] },
    'written',
  );
  expect(findings).toMatchObject([{ line: 9, kind: 'fails' }]);
});

test('what depends on the moment is declared for one text, or for both', () => {
  const late = (as: 'written' | 'corrected' | 'both') =>
    plantedCorrections({
      written: [{ line: 3, kind: 'fails', meets: 'not ready', claims: ['m1-late'], sometimes: 'the text does not wait', as }],
    });
  const met = (as: 'written' | 'corrected' | 'both', typed: 'written' | 'corrected') =>
    judge([plantedCommand(3, 'not ready\n', 1)], late(as), typed).findings.map(({ expected, claims }) => [expected, claims]);
  const [declared, undeclared] = [[[true, ['m1-late']]], [[false, []]]];
  expect([met('written', 'written'), met('written', 'corrected')]).toEqual([declared, undeclared]);
  expect([met('corrected', 'written'), met('corrected', 'corrected')]).toEqual([undeclared, declared]);
  expect([met('both', 'written'), met('both', 'corrected')]).toEqual([declared, declared]);
  for (const as of ['written', 'corrected'] as const)
    expect(judge([plantedCommand(3, '')], late('both'), as)).toMatchObject({ findings: [], missing: [] });
});

test('what the corrected text always differs in is refused: it is one more erratum', () => {
  const entry = { at: 'make up', kind: 'fails', meets: 'not ready', claims: ['m1-late'] };
  const faults = (more: object) =>
    correctionsSchema.safeParse({ document: 'a.md', written: [{ ...entry, ...more }] }).error?.issues.map(({ path }) => path);
  expect(faults({})).toBeUndefined();
  expect(faults({ as: 'both', sometimes: 'the text does not wait' })).toBeUndefined();
  expect(faults({ as: 'both' })).toEqual([['written', 0, 'as']]);
  expect(faults({ as: 'corrected' })).toEqual([['written', 0, 'as']]);
});
