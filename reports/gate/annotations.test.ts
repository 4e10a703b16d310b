import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileGate } from '../testing/hostile.ts';
import { finding, gate, sampleGate } from '../testing/sampleGate.ts';
import { annotations as raw } from './annotations.ts';
import { gateFormats } from './formats.ts';
import { told } from './findings.ts';
import { plainResult } from './plain.ts';

const annotations = gateFormats.find(({ file }) => file === raw.file)!;

const unescape = (text: string) =>
  text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

/** As GitHub's runner reads a line (actions/runner, src/Runner.Common/ActionCommand.cs). */
function read(line: string) {
  const [, kind, properties = '', message = ''] = /^::(\w+)(?: ([^]*?))?::([^]*)$/.exec(line) ?? [];
  const given = Object.fromEntries(properties.split(',').map((one) => one.split(/=([^]*)/, 2))) as Record<string, string>;
  return {
    kind,
    message: unescape(message),
    given: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, unescape(value)])),
  };
}

const commands = (text: string) => text.trimEnd().split('\n').map(read);
const titles = (text: string) => commands(text).map(({ kind, given }) => `${kind} ${given.title}`);

test('a finding stands at its lines, from the root of the repository', () => {
  expect(commands(annotations.render(gate({ findings: [finding({ title: '50%, a:b' })] })))).toEqual([
    {
      kind: 'error',
      given: { file: 'docs/training/documents/module-9.md', line: '26', endLine: '27', title: '50%, a:b' },
      message: 'expected 401\nobserved 403 (3 of 3)\nWhat to do: correct the sentence, or the policy.',
    },
  ]);
});

test('what is known of is a notice, whatever its level, and says why', () => {
  const [one] = commands(annotations.render(gate({ findings: [finding({ suppressed: 'issue 42' })] })));
  expect(one).toMatchObject({ kind: 'notice', message: expect.stringMatching(/\nKnown: issue 42$/) });
});

test('ten of a kind are shown; of eleven nine, and the tenth says what is not shown and where it is', () => {
  const many = (number: number) =>
    Array.from({ length: number }, (_, at) =>
      finding({ about: `c${at}`, title: `c${at}`, line: at + 1, lastLine: at + 1, touched: at % 2 > 0 }),
    );
  expect(commands(annotations.render(gate({ findings: many(10) })))).toHaveLength(10);
  const eleven = annotations.render(gate({ findings: [...many(11), finding({ level: 'warning', title: 'w' })] }));
  const touched = ['c1', 'c3', 'c5', 'c7', 'c9'];
  expect(titles(eleven)).toEqual([
    ...[...touched, 'c0', 'c2', 'c4', 'c6'].map((title) => `error ${title}`),
    'error 2 more errors not shown here',
    'warning w',
  ]);
  expect(commands(eleven)[9]).toMatchObject({
    given: { file: 'docs/training/documents/module-9.md', line: '9' },
    message:
      'All are in the job summary (summary.md).\ndocs/training/documents/module-9.md:9 c8\ndocs/training/documents/module-9.md:11 c10',
  });
});

test('a gate that found nothing says so', () => {
  expect(annotations.render(gate())).toBe('::notice title=Meshproof gate::the change may land: 0 claims run, nothing found\n');
});

test('whatever a stranger writes, each line is one command, with the file and title that it should have', () => {
  fc.assert(
    fc.property(hostileGate, (result) => {
      const read = commands(annotations.render(result));
      for (const kind of ['error', 'warning', 'notice'])
        expect(read.filter((one) => one.kind === kind).length).toBeLessThanOrEqual(10);
      expect(read.every(({ kind }) => ['error', 'warning', 'notice'].includes(kind ?? ''))).toBe(true);
      const findings = told(plainResult(result));
      const known = new Set(
        findings.map(({ path, line, lastLine, title }) =>
          JSON.stringify({ file: path, line: `${line}`, endLine: `${lastLine}`, title }),
        ),
      );
      const shown = read.filter(({ given }) => given.file !== undefined && !/ not shown here$/.test(given.title ?? ''));
      for (const { given } of shown) expect(known).toContain(JSON.stringify(given));
      const left = read.flatMap(({ given }) => /^(\d+) more \w+ not shown here$/.exec(given.title ?? '')?.[1] ?? []);
      expect(shown.length + left.reduce((sum, one) => sum + Number(one), 0)).toBe(
        findings.filter((one) => one.touched || (one.level !== 'note' && one.suppressed === undefined)).length,
      );
    }),
  );
});

test('the sample has no control character', () => {
  // eslint-disable-next-line no-control-regex -- that is what must not be there
  expect(annotations.render(sampleGate())).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});
