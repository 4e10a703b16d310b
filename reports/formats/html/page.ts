import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Markup, markup, trusted } from '../../web/markup.ts';
import type { Rendering } from '../../pack/format.ts';
import type { Pack } from '../../pack/load.ts';
import { shortName } from '../../pack/population.ts';
import { renderDocuments } from './annotated.ts';
import { ArtifactRenderer } from './artifact.ts';
import { renderChecking } from './checking.ts';
import { renderClaim } from './claim.ts';
import { renderClaimsTable } from './claimsTable.ts';
import { renderEnvironment } from './environment.ts';
import { renderMeasurements } from './figures/measurements.ts';
import { timelineDefinitions } from './figures/timeline.ts';
import { wayDefinitions } from './figures/way.ts';
import { renderNotices } from './notices.ts';
import { plural } from '../../web/words.ts';
import { renderScope } from './scope.ts';
import { asset, renderShell, styleOf } from '../../web/shell.ts';
import { renderAttention } from './summary.ts';
import { renderUntested } from './untested.ts';
import { shapeDefinitions } from '../../web/verdict.ts';
import { createView, type View } from './view.ts';
import { castInScript, readPlayer } from '../../web/player.ts';
import { renderWalks } from './walks/walks.ts';

// In the order of the cascade: narrow and print override the others.
const styleSheets = [
  'tokens',
  'base',
  'first-screen',
  'tables',
  'filter',
  'document',
  'claim',
  'figures',
  'evidence',
  'walks',
  'drawer',
  'narrow',
  'print',
];

function renderEvidence(view: View): Markup {
  const artifacts = new ArtifactRenderer(view);
  const documents = view.groups.map(
    ({ path, exercises }) => markup`
<section class="document"><h2>Evidence for ${shortName(path)}</h2>${exercises.map(
      ({ key, name, claims }) => markup`
<section class="exercise" id="exercise-${key}"><h3>${view.titles.get(key)}</h3><p class="aside">${name} · ${plural(claims.length, 'claim')}</p>${claims.map((claim) => renderClaim(claim, view, artifacts))}
</section>`,
    )}
</section>`,
  );
  return markup`<div id="evidence">${documents}</div>`;
}

const renderBody = (view: View): Markup => markup`${shapeDefinitions}${wayDefinitions}${timelineDefinitions}
${renderScope(view)}
<main>
${renderAttention(view.evidence)}${renderDocuments(view)}${renderWalks(view)}${renderClaimsTable(view)}${renderEvidence(view)}${renderUntested(view)}${renderNotices(view)}${renderMeasurements(view)}${renderEnvironment(view)}${renderChecking(view)}
</main>`;

/** Bytes that the page may have without recordings and their player. */
const allowed = 3_000_000;

async function playerParts(): Promise<{ code: string; data: Markup }> {
  const [{ style, code }, start] = await Promise.all([readPlayer(), asset('player.js')]);
  return { code: `${code}\n${start}`, data: markup`<script type="text/plain" id="player-style">${trusted(style)}</script>` };
}

const castBytes = ({ walks }: Pack) => walks.reduce((sum, { cast = '' }) => sum + Buffer.byteLength(castInScript(cast)), 0);

/**
 * The whole report as one file that fetches nothing. The longest outputs are packed once the page exceeds its budget, and
 * the page's script unpacks them.
 *
 * @param budget bytes without recordings and their player
 */
export async function renderPage(pack: Pack, rendering: Partial<Rendering> = {}, budget = allowed): Promise<string> {
  const [own, style] = await Promise.all([readFile(join(import.meta.dirname, 'page.js'), 'utf8'), styleOf(styleSheets)]);
  const player = pack.walks.some(({ cast }) => cast) ? await playerParts() : undefined;
  const script = `${player?.code ?? ''}${own}`;
  // Recordings and their player must not use up the budget of the evidence.
  const apart = player ? Buffer.byteLength(player.code + player.data.source) + castBytes(pack) : 0;
  const title = `Meshproof evidence ${pack.evidence.run.id}`;
  const view = createView(pack, rendering);
  const body = [renderBody(view), player?.data, view.folds.place];
  const page = renderShell(title, style, body, script, player !== undefined).source;
  return view.folds.settle(page, budget + apart);
}
