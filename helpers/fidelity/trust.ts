import { suiteTitles } from '../evidence/expectedOfSuites.ts';
import type { Fidelity } from '../evidence/fidelity.ts';
import { plain, withPart } from '../trustPage.ts';

/** The page with the table of this record in the place of what stood there. Throws as withPart does. */
export const withFidelity = (page: string, record: Fidelity): string => withPart(page, 'fidelity', fidelityTable(record));

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
