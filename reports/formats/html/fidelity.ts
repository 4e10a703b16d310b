import { suiteTitles } from '../../../helpers/evidence/expectedOfSuites.ts';
import type { SuiteRecord } from '../../../helpers/evidence/fidelity.ts';
import { type Markup, markup } from '../../web/markup.ts';
import { duration, instant, plural } from '../../web/words.ts';
import type { View } from './view.ts';

function failures({ tests, holes, surprises }: SuiteRecord): Markup[] {
  const known = new Map(holes.map(({ test, reason }) => [test, reason]));
  const failed = tests.filter(({ outcome }) => outcome === 'failed');
  return [
    ...surprises.map((one) => markup`<p class="problem">Not as expected: ${one}</p>`),
    ...failed.map(({ name, reason }) => {
      const why = known.get(name);
      return markup`<p class="aside">${name}: ${reason ?? 'failed'}${why !== undefined && ` (known: ${why})`}</p>`;
    }),
  ];
}

/** The reasons for which tests were skipped, most frequent first. */
function skips({ tests }: SuiteRecord): Markup | false {
  const byReason = Map.groupBy(
    tests.filter(({ outcome }) => outcome === 'skipped'),
    ({ reason = 'no reason is given' }) => reason.replace(/^Skipping \S+: /, ''),
  );
  if (byReason.size === 0) return false;
  const said = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  return markup`<details><summary>${plural(byReason.size, 'reason')} for skipping</summary><ul>${said.map(([reason, of]) => markup`<li>${of.length}: ${reason}</li>`)}</ul></details>`;
}

const row = (suite: SuiteRecord): Markup => markup`
<tr><th scope="row">${suiteTitles[suite.name]} <span class="aside">${suite.version}</span></th><td class="number"><span class="label">passed </span>${suite.passed} <span class="aside">of ${suite.floor} that have to</span></td><td class="number"><span class="label">failed </span>${suite.failed}</td><td class="number"><span class="label">skipped </span>${suite.skipped}</td><td>${suite.profiles.map(({ name, summary }) => markup`<p class="aside">${name}: ${summary}</p>`)}${failures(suite)}${skips(suite)}<p class="aside">${instant(suite.started)}, ${duration(suite.seconds * 1000)}</p></td></tr>`;

/** What suites that others wrote said of a cluster of the same parts, or that they were not asked. */
export function renderFidelity({ pack: { fidelity } }: View): Markup {
  if (!fidelity)
    return markup`<p id="fidelity">No independent suite was run on a cluster of these parts: <code>make fidelity</code> runs Gateway API’s and Kubernetes’ own.</p>`;
  return markup`<table class="stacking" id="fidelity"><caption>What independent suites say of a cluster of these parts (commit ${fidelity.commit.slice(0, 7)})</caption><thead><tr><th scope="col">Suite</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Skipped</th><th scope="col">Apart</th></tr></thead><tbody>${fidelity.suites.map(row)}</tbody></table>`;
}
