import type { ClaimEvidence, Observation } from '../../../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../../../web/markup.ts';
import { party, requestOf, wayOf, waySign, wayWords } from './way.ts';

type Call = Observation & { probe: { from: string; to: string } };

const isCall = (one: Observation | undefined): one is Call =>
  one?.witness === 'client' && one.probe.from !== undefined && one.probe.to !== undefined;

// The list of observations shows the rest.
const limit = 6;

function callsOf(claim: ClaimEvidence, assertions: ClaimEvidence['controls']): Call[] {
  const byId = new Map(claim.observations.map((one) => [one.id, one]));
  const calls = assertions.flatMap(({ observations }) => observations.map((id) => byId.get(id)).filter(isCall));
  const distinct = new Map(
    calls.map((call) => [[party(call.probe.from), call.probe.to, requestOf(call), call.outcome.says].join('\n'), call]),
  );
  return [...distinct.values()];
}

function arrow(call: Call): Markup {
  const way = wayOf(call);
  return markup`
<li data-way="${way}"><b>${party(call.probe.from)}</b><span class="wire"><code>${requestOf(call)}</code><i>${waySign(way)}</i><b>${call.outcome.says}${way !== 'served' && way !== 'other' && markup` <em>${wayWords[way]}</em>`}</b></span><b>${party(call.probe.to)}</b></li>`;
}

function group(title: string, calls: readonly Call[]): Markup | false {
  if (calls.length === 0) return false;
  const rest = calls.length - limit;
  return markup`<div><h5>${title}</h5><ul>${calls.slice(0, limit).map(arrow)}</ul>${rest > 0 && markup`<p class="aside">and ${rest} more in the list of observations</p>`}</div>`;
}

/** Who sent requests to whom in the control and in the observation, and where each request ended. False without requests. */
export function renderDiagram(claim: ClaimEvidence): Markup | false {
  const control = callsOf(claim, claim.controls);
  const observed = callsOf(
    claim,
    claim.expectations.filter(({ beat }) => beat === 'observation'),
  );
  if (control.length + observed.length === 0) return false;
  return markup`<figure class="diagram">${group('Control', control)}${group('Observation', observed)}</figure>`;
}
