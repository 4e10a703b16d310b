import type { Finding, WalkedCommand } from '../../../../helpers/walkthrough/schema.ts';
import { type Content, type Markup, markup, trusted } from '../../../web/markup.ts';
import { shortName } from '../../../pack/population.ts';
import { duration, instant, plural } from '../../../web/words.ts';
import type { TypedLines } from '../document/typed.ts';
import type { View } from '../view.ts';
import { type Chapter, markersOf, type ShownWalk, statusOf } from '../../../web/chapters.ts';
import { findingWords } from '../../../web/findings.ts';
import { castInScript, withChapters } from '../../../web/player.ts';

const lineLink = (walk: ShownWalk, line: number, view: View): Markup => {
  const document = view.groups.findIndex(({ path }) => path === walk.told.document) + 1;
  return markup`<a href="#document-${document}-line-${line}">line ${line}</a>`;
};

const whereTyped = ({ shell, attempt }: Pick<WalkedCommand, 'shell' | 'attempt'>): string =>
  [shell !== 'host' && `in pod ${shell}`, attempt !== 'as it stands' && attempt].filter(Boolean).join(', ');

const finding = ({ kind, promised, met, expected }: Finding): Markup => markup`
<p>${kind === 'promise' && markup`The text promises “${promised}”. `}<b>${findingWords[kind]}</b>: <code>${met}</code>${!expected && markup` <span class="aside">not declared in fixtures/corrections</span>`}</p>`;

function chapter(walk: ShownWalk, one: Chapter, view: View, plays: boolean): Markup {
  const { id, line, command, findings, wanted, claims, marker } = one;
  const aside = command && [statusOf(command), duration(command.seconds * 1000), whereTyped(command)].filter(Boolean).join(', ');
  return markup`
<li id="${id}"><p>${lineLink(walk, line, view)} ${plays && marker !== undefined && markup`<button type="button" class="play" data-marker="${marker}" hidden>play</button> `}${aside && markup`<span class="aside">${aside}</span>`}</p>${command && markup`<pre>${command.typed}</pre>`}${findings.map(finding)}${wanted && markup`<p><b>fails as the text expects</b>: ${wanted}</p>`}${claims.length > 0 && markup`<p class="aside">Claims: ${claims.map((claim, index) => markup`${index > 0 && ', '}<a href="#${claim}">${claim}</a>`)}</p>`}`;
}

const everyCommand = (walk: ShownWalk, view: View): Markup => markup`
<details class="commands"><summary>All ${plural(walk.commands.length, 'command')} in the order of typing</summary><ol>${walk.commands.map(
  (one) =>
    markup`<li>${lineLink(walk, one.line, view)} <code>${one.typed}</code> <span class="aside">${[statusOf(one), whereTyped(one)].filter(Boolean).join(', ')}</span>`,
)}</ol></details>`;

function recording(walk: ShownWalk): Content {
  const { cast } = walk.entry;
  const link = markup`<a href="raw/${cast.sha256}">${cast.name}</a>`;
  if (walk.cast === undefined)
    return markup`<p class="aside">The recording (asciicast): ${link}, too long for this page or missing.</p>`;
  return markup`<div class="player" data-cast="${walk.key}-cast"></div>
<script type="text/plain" id="${walk.key}-cast">${trusted(castInScript(withChapters(walk.cast, markersOf(walk))))}</script>
<p class="aside">The recording (asciicast): ${link}. In the player, <kbd>[</kbd> and <kbd>]</kbd> go to the previous and the next chapter.</p>`;
}

function section(walk: ShownWalk, view: View): Markup {
  const { told, chapters, commands, key } = walk;
  const title = `${shortName(told.document)}, as ${told.as}`;
  if (commands.length === 0)
    return markup`
<section class="walk" id="${key}"><h3>${title}</h3><p class="aside">The document has no shell block: there was nothing to type.</p></section>`;
  const differ = chapters.filter(({ findings }) => findings.length > 0).length;
  return markup`
<section class="walk" id="${key}"><h3>${title}</h3>
<p>${plural(commands.length, 'command')} typed; ${differ === 0 ? 'each does what the text says' : `at ${plural(differ, 'place')} a reader sees something other than the text says`}. <span class="aside">${instant(told.started)}, ${duration(Date.parse(told.finished) - Date.parse(told.started))}</span></p>
${recording(walk)}
${chapters.length > 0 && markup`<ol class="chapters">${chapters.map((one) => chapter(walk, one, view, walk.cast !== undefined))}</ol>`}
${everyCommand(walk, view)}
</section>`;
}

/** The walk-throughs in the pack: what a reader sees who pastes the documents. False without a walk-through. */
export function renderWalks(view: View): Markup | false {
  return (
    view.walks.length > 0 &&
    markup`
<section id="walks"><h2>Typed as a reader would</h2>
<p class="aside">All commands of a document were typed into a terminal, in order: <em>as written</em> word for word, <em>as corrected</em> with the proposed errata.</p>
${view.walks.map((walk) => section(walk, view))}
</section>`
  );
}

/** By line of a document: the anchor of a line with a command or a finding, and links to its chapters. */
export function typedLines(path: string, prefix: string, view: View): TypedLines {
  const own = view.walks.filter(({ told }) => told.document === path);
  const lines = new Set(own.flatMap(({ commands, chapters }) => [...commands, ...chapters].map(({ line }) => line)));
  return new Map(
    [...lines].map((line) => {
      const at = own.flatMap((walk) =>
        walk.chapters.filter((one) => one.line === line).map((one) => ({ as: walk.told.as, one })),
      );
      const links = at.map(
        ({ as, one }) =>
          markup`<a class="typed-at" href="#${one.id}">${as}: ${one.findings[0] ? findingWords[one.findings[0].kind] : 'fails as expected'}</a>`,
      );
      return [line, { id: `${prefix}-${line}`, links }];
    }),
  );
}

/** Links to the chapters about a claim. False without such a chapter. */
export function renderChaptersOf(id: string, view: View): Content {
  const found = view.walks.flatMap((walk) =>
    walk.chapters.filter(({ claims }) => claims.includes(id)).map((one) => ({ walk, one })),
  );
  return (
    found.length > 0 &&
    found.map(
      ({ walk, one: { id: at, line, findings, wanted } }, index) =>
        markup`${index > 0 && ' · '}<a href="#${at}">as ${walk.told.as}, line ${line}</a> ${findings[0] ? `${findingWords[findings[0].kind]}` : wanted && 'fails as the text expects'}`,
    )
  );
}
