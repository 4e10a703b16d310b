import { istioWords } from '../../../helpers/evidence/istioWords.ts';
import { renderFidelity } from './fidelity.ts';
import { type Markup, markup } from '../../web/markup.ts';
import { instant, plural } from '../../web/words.ts';
import type { View } from './view.ts';

function touched(view: View, name: string): string {
  const count = view.evidence.claims.filter(({ substitutions }) => substitutions.includes(name)).length;
  return plural(count, 'claim');
}

function substitutions(view: View): Markup {
  const rows = view.evidence.run.environment.substitutions.map(
    ({ name, for: stock, by }) => markup`
<tr><th scope="row">${name}</th><td><span class="label">for </span>${stock}</td><td><span class="label">by </span>${by}</td><td>${touched(view, name)}</td></tr>`,
  );
  if (rows.length === 0) return markup`<p id="substitutions">No part was substituted.</p>`;
  return markup`<table class="stacking" id="substitutions"><caption>Substitutions: parts that replace the stock parts</caption><thead><tr><th scope="col">Name</th><th scope="col">Stock part</th><th scope="col">Replacement</th><th scope="col">Affects</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function components(view: View): Markup {
  const rows = view.evidence.run.environment.components.map(
    ({ name, version, digest }) =>
      markup`<tr><th scope="row">${name}</th><td>${version}</td><td class="digest">${digest ?? 'none'}</td></tr>`,
  );
  return markup`<details class="components"><summary>${plural(rows.length, 'component')} with version and digest</summary><table class="stacking"><thead><tr><th scope="col">Component</th><th scope="col">Version</th><th scope="col">Digest</th></tr></thead><tbody>${rows}</tbody></table></details>`;
}

/** Checks of the cluster properties that every claim relies on. */
function labChecks({ evidence: { run } }: View): Markup | false {
  if (run.lab.length === 0) return false;
  return markup`<table class="stacking"><caption>Properties of the lab that every claim relies on, each checked like a claim</caption><thead><tr><th scope="col">Property</th><th scope="col">Holds</th><th scope="col">Seen</th></tr></thead><tbody>${run.lab.map(
    ({ says, holds, reason }) =>
      markup`<tr><th scope="row">${says}</th><td class="agrees" data-agrees="${String(holds)}">${holds ? '✓ holds' : '✗ does not hold'}</td><td>${reason}</td></tr>`,
  )}</tbody></table>`;
}

/** The runs that made this one in parts, with the hash of what each of them said. */
function parts({ evidence: { run } }: View): Markup | false {
  if (!run.parts) return false;
  return markup`<table class="stacking" id="parts"><caption>Parts: the runs that this one was made of</caption><thead><tr><th scope="col">Run</th><th scope="col">Cluster UID</th><th scope="col">Time</th><th scope="col" class="number">Claims</th><th scope="col">SHA-256 of its evidence.json</th></tr></thead><tbody>${run.parts.map(
    ({ id, clusterUid, started, finished, claims, evidence }) =>
      markup`<tr><th scope="row">${id}</th><td>${clusterUid}</td><td>${instant(started)} to ${instant(finished)}</td><td class="number">${claims}</td><td class="digest">${evidence}</td></tr>`,
  )}</tbody></table>`;
}

/** The cluster, the versions of its parts, and the parts that replace stock parts. */
export function renderEnvironment(view: View): Markup {
  const { run } = view.evidence;
  const { environment: env } = run;
  const facts: [string, string][] = [
    ['Provider', env.provider],
    ['Cluster UID', env.clusterUid],
    ['Nodes', String(env.nodes)],
    ['Kubernetes', env.kubernetes],
    ['Istio', istioWords(env)],
    ['Proxy', env.proxy],
    ['NetworkPolicy', env.networkPolicy],
    ['kube-proxy mode', env.kubeProxyMode],
  ];
  const redactions = run.redactions.map(({ what, count }) => `${what} (${count})`).join(', ');
  return markup`
<section id="environment"><h2>Environment</h2>
<dl class="facts">${facts.map(([term, value]) => markup`<dt>${term}</dt><dd>${value}</dd>`)}<dt>Secrets removed</dt><dd>${redactions || 'nothing'}</dd></dl>
${parts(view)}
${labChecks(view)}
${renderFidelity(view)}
${substitutions(view)}
${components(view)}
</section>`;
}
