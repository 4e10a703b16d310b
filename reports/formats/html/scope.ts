import { istioWords } from '../../../helpers/evidence/istioWords.ts';
import type { Environment, Evidence } from '../../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../../web/markup.ts';
import { shortName } from '../../pack/population.ts';
import { instant, plural, shortHash } from '../../web/words.ts';
import { hasNotices } from './notices.ts';
import { headline, renderTally } from './summary.ts';
import { untestedInShort } from './untested.ts';
import type { View } from './view.ts';

const documents = ({ documents: all }: Evidence): Content =>
  all.map(
    ({ path, sha256, lines }, index) =>
      markup`${index > 0 && (index === all.length - 1 ? ' and ' : ', ')}<b>${shortName(path)}</b> (${lines} lines, sha256 <code title="${sha256}">${shortHash(sha256)}</code>)`,
  );

const substituted = ({ substitutions }: Environment): Content =>
  substitutions.length === 0
    ? 'No part was substituted.'
    : markup`<a href="#substitutions">${plural(substitutions.length, 'part')} of the cluster ${substitutions.length === 1 ? 'is' : 'are'} substituted</a>: ${substitutions.map(({ name }) => name).join(', ')}.`;

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

function status({ run: { status: is, interruptions, selection, parts } }: Evidence): string {
  const selected =
    selection === 'all' ? 'All claims were selected' : `Only these claims were selected: ${selection.split(',').join(', ')}`;
  if (is === 'interrupted')
    return `${selected}; the run did not finish: a user interrupted the run, or the runner ended before every claim had a result.`;
  const resumed = interruptions > 0 ? `, interrupted ${times(interruptions)} and resumed from its journal` : '';
  const made = parts ? `, made in ${plural(parts.length, 'part')}, each with its own run of the suite` : '';
  return `${selected}; the run is complete${made}${resumed}.`;
}

const check = ({ pack, signer }: View): Markup => markup`
<section class="card" aria-labelledby="check-title"><h2 id="check-title">Check it yourself</h2>
<dl><dt>Root hash</dt><dd class="digest">${pack.root}</dd><dt>Signer</dt><dd class="digest">${signer ? `Ed25519 ${signer.slice(0, 32)}…` : 'not signed'}</dd></dl>
<pre class="command">node verify-pack.mjs . --key &lt;fingerprint you were told&gt;</pre>
<p class="aside">Run this in the pack’s folder, with Node.js 18 or newer and the script from Meshproof’s repository: a forged pack has a script of its own. <a href="#checking">What this proves, and what it does not prove</a></p></section>`;

/** The first screen: what was compared, the verdicts of all claims, what was not tested, and how to check the pack. */
export function renderScope(view: View): Markup {
  const { evidence } = view;
  const { run } = evidence;
  const { environment: env, suite } = run;
  return markup`
<header class="top">
<p class="kicker">Meshproof evidence <span>Run ${run.id}</span></p>
<h1>What the documents say, and what the cluster did</h1>
<div class="lead"><div>
${headline(evidence)}
<p class="scope">This report compares ${documents(evidence)} with ${env.says ?? `a cluster of provider ${env.provider}`}: ${plural(env.nodes, 'node')}, Kubernetes ${env.kubernetes}, Istio ${istioWords(env)}, NetworkPolicy by ${env.networkPolicy}. ${substituted(env)} ${status(evidence)}</p>
<p class="run aside">${instant(run.started)} to ${instant(run.finished)} · suite ${suite.version}, commit <code>${suite.commit.slice(0, 12)}</code>${suite.dirty && ' with uncommitted changes'}</p>
</div>${check(view)}</div>
${renderTally(evidence)}
${untestedInShort(view)}
<nav aria-label="Parts of this report">${view.groups.map(({ path }, index) => markup`<a href="#document-${index + 1}">${shortName(path)}</a>`)}${view.walks.length > 0 && markup`<a href="#walks">Typed as a reader would</a>`}<a href="#claims">All claims</a><a href="#evidence">Evidence</a><a href="#untested">Not tested</a>${hasNotices(view) && markup`<a href="#notices">What it notices</a>`}<a href="#measured">Times</a><a href="#environment">Environment</a><a href="#checking">Checking</a></nav>
</header>`;
}
