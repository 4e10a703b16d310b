import fc from 'fast-check';
import type { Evidence } from '../../helpers/evidence/schema.ts';
import { words } from './hostile.ts';

/** Most are as large as a text of ours; some are beyond each limit. */
const many = fc.oneof(
  { arbitrary: fc.integer({ min: 2, max: 1500 }), weight: 15 },
  { arbitrary: fc.constant(60_000), weight: 1 },
);
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** YAML that is made to cost its reader more than its writer: nested, multiplied, doubled, broken, or merely strange. */
export const hostileYaml: fc.Arbitrary<string> = fc
  .oneof(
    many.map((count) => '['.repeat(count) + ']'.repeat(count)),
    many.map((count) => '{a: '.repeat(count)),
    many.map((count) => `${'- '.repeat(count)}a`),
    many.map((count) => `${'? '.repeat(count)}a`),
    many.map((count) => lines(count, (index) => `k${index}: 1`)),
    many.map((count) => `{${lines(count, (index) => `k${index},`)}}`),
    many.map((count) => lines(count, (index) => `- &a${index} x\n- *a${index}`)),
    fc.integer({ min: 2, max: 12 }).map((depth) => lines(depth, (index) => `a${index}: &a${index} [${`*a${index - 1},`.repeat(9)}]`).replace('*a-1,', 'x,').replaceAll('*a-1,', '')),
    many.map((count) => `a: &a {x: 1}\n${lines(count, (index) => `b${index}: {<<: *a}`)}`),
    many.map((count) => `"${'\\z'.repeat(count)}"`),
    many.map((count) => '---\n'.repeat(count)),
    many.map((count) => '}\n'.repeat(count)),
    many.map((count) => `a: "${'\u0000\u001b]0;x\u0007'.repeat(count)}"`),
    fc.constant(`a: ${'x'.repeat(5 * 1024 ** 2)}`),
    fc.constantFrom('__proto__: {polluted: 1}', 'a: !!js/function "x"', '%TAG ! x\n---\n!a b', '\ufeffa: b', 'a:\n\t- b', '*a', '<<: *b', 'a: &a [*a]'),
    words,
  ); // prettier-ignore

/** What is put into the place of a pack's file. */
export const irregular = fc.constantFrom('pipe', 'link', 'folder-link', 'device-link', 'huge', 'loop' as const);

/** Strings in which each part wants to leave the place that a page gives it. */
const tagged = fc.tuple(words, words).map(([before, after]) => `${before}<x-evil onload=alert(1)>"'\`${after}</x-evil>`);

/** The same evidence with a stranger's words wherever its schema takes any. */
export const hostileEvidence = (evidence: Evidence): fc.Arbitrary<Evidence> =>
  fc.array(tagged, { minLength: 4, maxLength: 4 }).map(([one = '', two = '', three = '', four = '']) => ({
    ...evidence,
    run: { ...evidence.run, environment: { ...evidence.run.environment, kubernetes: one, istio: two, proxy: three } },
    claims: evidence.claims.map((claim) => ({
      ...claim,
      quote: one,
      reason: two,
      controls: claim.controls.map((control) => ({ ...control, name: three, expected: four, observed: one })),
      expectations: claim.expectations.map((expectation) => ({ ...expectation, expected: two, observed: four })),
    })),
  }));
