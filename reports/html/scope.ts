import type { Environment, Evidence } from '../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../markup.ts';
import { shortName } from '../population.ts';
import { instant, plural, shortHash } from './format.ts';
import { headline } from './summary.ts';

const providers: Record<Environment['provider'], string> = {
  embedded: 'a lab cluster that the suite built from package registries on one machine',
  kind: 'a lab cluster that kind made on one machine from published images',
  existing: 'a cluster that was there before the suite came',
};

const documents = ({ documents: all }: Evidence): Markup[] =>
  all.map(
    ({ path, sha256, lines }, index) =>
      markup`${index > 0 && (index === all.length - 1 ? ' and ' : ', ')}<b>${shortName(path)}</b> (${lines} lines, sha256 <code title="${sha256}">${shortHash(sha256)}</code>)`,
  );

const substituted = ({ substitutions }: Environment) =>
  substitutions.length === 0
    ? 'No part was substituted.'
    : markup`In it <a href="#environment">${plural(substitutions.length, 'part')} ${substitutions.length === 1 ? 'is' : 'are'} substituted</a>: ${substitutions.map(({ name }) => name).join(', ')}.`;

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

function status({ run: { status: is, interruptions, selection } }: Evidence): string {
  const selected = selection === 'all' ? 'All claims were selected' : `Selected were ${selection.split(',').join(', ')}`;
  if (is === 'interrupted') return `${selected}; the run was interrupted and did not finish.`;
  const resumed = interruptions > 0 ? `, interrupted ${times(interruptions)} and resumed from its journal` : '';
  return `${selected}; the run is complete${resumed}.`;
}

/** Title, one paragraph of scope and the headline: what a reader knows before scrolling. */
export function renderScope(evidence: Evidence): Markup {
  const { run } = evidence;
  const { environment: env, suite } = run;
  return markup`
<header class="top">
<p class="kicker">Meshproof evidence</p>
<h1>What the documents say, and what the cluster did</h1>
${headline(evidence)}
<p class="scope">Compared are ${documents(evidence)} with ${providers[env.provider]}: ${plural(env.nodes, 'node')}, Kubernetes ${env.kubernetes}, Istio ${env.istio}, NetworkPolicy by ${env.networkPolicy}. ${substituted(env)} ${status(evidence)} Every claim has its own section with the quote, the control that could have failed, and the commands and outputs as recorded.</p>
<p class="run aside">Run ${run.id} · ${instant(run.started)} to ${instant(run.finished)} · suite ${suite.version}, commit <code>${suite.commit.slice(0, 12)}</code>${suite.dirty && ' with uncommitted changes'}</p>
<nav aria-label="Parts of this report"><a href="#verdicts">Verdicts</a><a href="#untested">Not tested</a><a href="#environment">Environment</a><a href="#claims">Claims</a><a href="#evidence">Evidence</a><a href="#checking">Checking this pack</a></nav>
</header>`;
}
