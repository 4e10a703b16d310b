import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { renderJunit } from './junit.ts';
import { RawFiles } from '../testing/rawFiles.ts';
import { faultyRun, sampleEvidence } from '../testing/sample.ts';

const evidence = sampleEvidence(new RawFiles());
const source = renderJunit(evidence);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => ['testsuite', 'testcase', 'property'].includes(name),
});
const parsed = parser.parse(source).testsuites;

interface Case {
  name: string;
  file: string;
  line: string;
  failure?: object;
  error?: object;
  skipped?: object;
  properties: { property: { name: string; value: string }[] };
}
const cases: Case[] = parsed.testsuite.flatMap(({ testcase = [] }: { testcase: Case[] }) => testcase);

test('is well-formed XML', () => {
  expect(XMLValidator.validate(source)).toBe(true);
});

test('every tested claim is one case, counted by outcome', () => {
  expect(cases).toHaveLength(8);
  expect(parsed).toMatchObject({ tests: '8', failures: '2', errors: '1', skipped: '1' });
  const outcome = (id: string) => Object.keys(cases.find(({ name }) => name === id) ?? {});
  expect(outcome('m9-ex4-script-quote')).toContain('failure');
  expect(outcome('m9-ex6-latency')).toContain('error');
  expect(outcome('m9-ex6-route')).toContain('skipped');
  expect(outcome('m9-ex6-tls-check')).not.toContain('failure');
});

test('a case carries line, verdict and the quote as written', () => {
  const { property } = cases.find(({ name }) => name === 'm9-ex4-script-quote')?.properties ?? { property: [] };
  const values = Object.fromEntries(property.map(({ name, value }) => [name, value]));
  expect(values).toMatchObject({ line: '26', verdict: 'contradicted', expected: 'verified' });
  expect(values.quote).toBe('It works for <script>alert(1)</script> & "quoted" names');
});

test('a case names its file and line, by which GitLab links it', () => {
  expect(cases.find(({ name }) => name === 'm9-ex4-script-quote')).toMatchObject({
    file: 'fixtures/documents/module-9.md',
    line: '26',
  });
});

test('a selected claim without a result is an error', () => {
  const claims = evidence.claims.map((one) => (one.verdict === 'not-run' ? { ...one, selected: true } : one));
  const lost = claims.filter((one) => one.verdict === 'not-run').length;
  expect(renderJunit({ ...evidence, claims }).match(/<error type="no-result"/g)).toHaveLength(lost);
});

test('claims that never ran are counted in their suite', () => {
  const suite = parsed.testsuite.find(({ name }: { name: string }) => name === 'module-9.ctx');
  const values = Object.fromEntries(
    suite.properties.property.map(({ name, value }: { name: string; value: string }) => [name, value]),
  );
  expect(values).toMatchObject({ population: '3', 'verdict.editorial': '1', 'verdict.not-run': '1' });
});

test('what is wrong with the run itself is an error of its own', () => {
  const { errors, tests, testsuite } = parser.parse(renderJunit(faultyRun(evidence))).testsuites;
  expect({ errors, tests }).toEqual({ errors: '4', tests: '11' });
  const { testcase, ...counts } = testsuite.at(-1);
  expect(counts).toMatchObject({ name: 'the run itself', tests: '3', errors: '3' });
  expect(testcase.map(({ name, error }: { name: string; error: { message: string } }) => [name, error.message])).toEqual([
    ['lab: nothing reaches outside', 'A pod reached <b>an address</b> outside.'],
    ['lab: all checks', '1 checks of the lab are without a result'],
    ['run: complete', 'the run was interrupted'],
  ]);
});

test('in a strict run only verified passes', () => {
  const strict = parser.parse(renderJunit({ ...evidence, run: { ...evidence.run, strict: true } })).testsuites;
  expect(Number(strict.failures)).toBeGreaterThan(Number(parsed.failures));
});
