import { UsageError } from '../errors.ts';
import { suiteTitles } from '../evidence/expectedOfSuites.ts';
import type { Fidelity } from '../evidence/fidelity.ts';

/** Relative to the checkout: what is between these two lines of it is written by `make fidelity`. */
export const trustFile = 'docs/trust.md';
const [begin, end] = ['<!-- fidelity: written by make fidelity -->', '<!-- /fidelity -->'];

/**
 * The page with the table of this record in the place of what stood there.
 *
 * @throws {UsageError} where the page has no such place
 */
export function withFidelity(page: string, record: Fidelity): string {
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before < 0 || after < before)
    throw new UsageError(`${trustFile} has no place for the table: write a line \`${begin}\` and below it \`${end}\`.`);
  return `${page.slice(0, before)}${begin}\n${fidelityTable(record)}\n${page.slice(after)}`;
}

/** Markdown. */
export function fidelityTable({ suites, started, commit, kubernetes, istio, proxy, networkPolicy }: Fidelity): string {
  const rows = suites.map(
    ({ name, version, passed, failed, skipped, floor, seconds }) =>
      `| ${suiteTitles[name]} | ${version} | ${passed} | ${floor} | ${failed} | ${skipped} | ${Math.ceil(seconds / 60)} |`,
  );
  const holes = suites.flatMap((suite) =>
    suite.holes.map(
      ({ test, reason, outcome }) => `- Known hole of ${suite.name}: ${plain(test)} (${outcome}). ${plain(reason)}`,
    ),
  );
  const surprises = suites.flatMap((suite) => suite.surprises.map((one) => `- Not as expected: ${plain(one)}`));
  return [
    '| suite | version | passed | have to pass | failed | skipped | minutes |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Measured ${started.slice(0, 10)} at commit ${commit.slice(0, 12)} on Kubernetes ${kubernetes}, Istio ${istio}, Envoy ${proxy}, ${networkPolicy}.`,
    ...(holes.length + surprises.length > 0 ? ['', ...holes, ...surprises] : []),
  ].join('\n');
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[|<>`*_[\]\\]/g, '\\$&');
