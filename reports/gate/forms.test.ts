import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { GateResult } from '../../helpers/gate/result.ts';
import { codeQualitySchema, junitFaults, rdjsonFaults, sarifFaults } from '../testing/gateSchemas.ts';
import { called, md } from '../testing/gateMarkdown.ts';
import { hostileGate } from '../testing/hostile.ts';
import { finding, gate, sampleGate } from '../testing/sampleGate.ts';
import { marker } from './comment.ts';
import { gateFormats } from './formats.ts';

// Hundreds of documents are read: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

const render = (file: string, result: GateResult) => gateFormats.find((format) => format.file === file)!.render(result);
const json = (file: string, result: GateResult) => JSON.parse(render(file, result));

const checks: Record<string, (text: string) => string[]> = {
  'gate.sarif': (text) => sarifFaults(JSON.parse(text)),
  'reviewdog.json': (text) => rdjsonFaults(JSON.parse(text)),
  'gl-code-quality-report.json': (text) =>
    codeQualitySchema.safeParse(JSON.parse(text)).error?.issues.map(({ message }) => message) ?? [],
};

describe.for(Object.entries(checks))('%s', ([file, faults]) => {
  test('fits its schema: a sample, and a gate that found nothing', () => {
    expect(faults(render(file, sampleGate()))).toEqual([]);
    expect(faults(render(file, gate()))).toEqual([]);
  });

  test('fits its schema whatever a stranger writes', () => {
    fc.assert(
      fc.property(hostileGate, (result) => {
        expect(faults(render(file, result))).toEqual([]);
      }),
    );
  });
});

test('junit.xml fits its schema, whatever a stranger writes', async () => {
  const results = [sampleGate(), gate(), ...fc.sample(hostileGate, 100)];
  expect(await junitFaults(results.map((result) => render('junit.xml', result)))).toEqual([]);
});

test('the schemas are read: each refuses what does not fit', async () => {
  expect(sarifFaults({ version: '2.1.0', runs: [{}] })).toContain("/runs/0: must have required property 'tool'");
  expect(rdjsonFaults({ diagnostics: [{ location: { path: 'a' } }] })).not.toEqual([]);
  expect(codeQualitySchema.safeParse([{}]).success).toBe(false);
  const unnamed = '<testsuites><testsuite name="a" tests="1"><testcase/></testsuite></testsuites>';
  expect(await junitFaults(['<testsuites/>', unnamed])).toEqual([expect.stringMatching(/^1\.xml:1: .*'name' is required/)]);
});

describe.for([['summary.md'], ['comment.md']])('%s', ([file]) => {
  test('of a stranger’s words none is HTML, a link or a call', () => {
    fc.assert(
      fc.property(hostileGate, (result) => {
        const text = render(file!, result);
        const tokens = md.parse(text, {}).flatMap((token) => token.children ?? [token]);
        expect(tokens.filter(({ type }) => /^(link|image|html_inline)/.test(type))).toEqual([]);
        expect(tokens.filter(({ type }) => type === 'html_block').map(({ content }) => content.trim())).toEqual(
          file === 'comment.md' ? [text.split('\n')[0]] : [],
        );
        expect(
          tokens.filter(({ type, content }) => type === 'text' && called.test(content)).map(({ content }) => content),
        ).toEqual([]);
      }),
    );
  });
});

test('a summary of very many findings stays below 1 MiB and says how much was cut', () => {
  const findings = Array.from({ length: 500 }, (_, at) =>
    finding({ about: `c${at}`, title: `title ${at}`, message: '𝔘'.repeat(4000) }),
  );
  const text = render('summary.md', gate({ findings }));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2 ** 20);
  const shown = text.match(/^\*\*title \d+\*\*/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(50);
  expect(text.trimEnd().split('\n').at(-1)).toBe(
    `**Cut here:** ${500 - shown + 1} blocks more would not fit. All of them are in \`gate.json\`.`,
  );
});

test('a summary names every claim that was touched or run, at its place in the repository', () => {
  const text = render('summary.md', sampleGate());
  expect(text).toContain('## Meshproof gate: the change may not land\n\n4 errors, 2 warnings, 0 notes, 1 known of. Compared ');
  expect(text).toContain('- `m9-ex4-get-200`: verified, as expected, 6.1 s, `docs/training/documents/module-9.md:30`\n');
  expect(text).toContain('- `m9-ex5-serial`: inconclusive, expected verified, 12.0 s\n');
  expect(text).toContain(
    '- `m9-ex4-post-403`, `docs/training/documents/module-9.md:26`: its sentence; its manifest backend-authz\n',
  );
});

test('a comment is short, has its mark first, tells what the change touches, and offers the corrected words', () => {
  const sample = sampleGate();
  const text = render('comment.md', sample);
  expect(text.split('\n')[0]).toBe('<!-- meshproof-gate docs%2Ftraining -->');
  expect(marker({ prefix: 'a --> b' })).toBe('<!-- meshproof-gate a%20--%3E%20b -->');
  expect(text).toContain('````suggestion\nIt returns ```204```,\nat once.\n````');
  expect(text).toContain('A run without a token wrote this text');
  const many = Array.from({ length: 900 }, (_, at) => finding({ about: `c${at}`, title: 'word '.repeat(50) }));
  const long = render('comment.md', gate({ findings: many }));
  expect(Buffer.byteLength(long)).toBeLessThan(65_536);
  expect(long).toMatch(/\*\*\d+ more findings\*\* in the job summary\./);
});

test('SARIF declares every rule each time, keeps fingerprints when lines move, and suppresses what is known', () => {
  const run = (result: GateResult) => json('gate.sarif', result).runs[0];
  expect(run(gate()).tool.driver.rules).toEqual(run(sampleGate()).tool.driver.rules);
  const prints = (result: GateResult) => run(result).results.map((one: any) => one.partialFingerprints);
  const moved = sampleGate();
  for (const one of moved.findings) [one.line, one.lastLine] = [one.line + 7, one.lastLine + 7];
  expect(prints(moved)).toEqual(prints(sampleGate()));
  const [first, second] = prints(gate({ findings: [finding(), finding({ line: 40, lastLine: 40 })] }));
  expect(first).not.toEqual(second);
  const known = run(sampleGate()).results.filter((one: any) => one.suppressions);
  expect(known).toMatchObject([
    {
      ruleId: 'known-erratum',
      level: 'note',
      suppressions: [{ kind: 'external', status: 'accepted' }],
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'docs/training/documents/module-9.md' },
            region: { startLine: 20, endLine: 21 },
          },
        },
      ],
    },
  ]);
});

test('GitLab and reviewdog get place, severity and the corrected words', () => {
  expect(json('gl-code-quality-report.json', sampleGate())[0]).toMatchObject({
    check_name: 'verdict-differs',
    severity: 'critical',
    description: expect.stringMatching(/^A POST .*: expected 401 observed 403/),
    location: { path: 'docs/training/documents/module-9.md', lines: { begin: 26, end: 27 } },
  });
  const { diagnostics } = json('reviewdog.json', sampleGate());
  expect(diagnostics.at(-1)).toMatchObject({
    severity: 'INFO',
    code: { value: 'known-erratum' },
    location: { path: 'docs/training/documents/module-9.md', range: { start: { line: 20 }, end: { line: 21 } } },
    suggestions: [{ range: { start: { line: 20 }, end: { line: 21 } }, text: 'It returns ```204```,\nat once.' }],
  });
});
