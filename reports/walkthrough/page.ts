import { statusOf } from '../web/chapters.ts';
import { findingWords } from '../web/findings.ts';
import { castInScript, readPlayer, withChapters } from '../web/player.ts';
import { markup, trusted, type Content, type Markup } from '../web/markup.ts';
import { styleOf } from '../web/shell.ts';
import { headings, summaryOf, titleOf } from './words.ts';
import {
  describeUnread,
  type Change,
  type Finding,
  type WalkedBlock,
  type WalkedCommand,
  type Walkthrough,
} from '../../helpers/walkthrough/schema.ts';

function findingRow({ line, attempt, kind, promised, met, claims, expected }: Finding, chapter: number): Markup {
  const place = chapter < 0 ? line : markup`<button type="button" data-chapter="${chapter}">${line}</button>`;
  return markup`
<tr${!expected && markup` class="off"`}><th scope="row">${place}</th><td>${kind === 'promise' ? `“${promised}”` : markup`<code>${promised}</code>`}${attempt !== 'as it stands' && ` (${attempt})`}</td><td>${findingWords[kind]}: <code>${met}</code></td><td>${claims.join(', ') || '–'}${!expected && ' not declared'}</td></tr>`;
}

function command(walked: WalkedCommand, chapter: number): Markup {
  const { typed, shell, attempt, seconds, expects, output, note } = walked;
  const about = [shell !== 'host' && `in pod ${shell}`, attempt !== 'as it stands' && attempt, note].filter(Boolean).join('; ');
  return markup`
<details><summary><code>${typed}</code> <span class="aside"><button type="button" data-chapter="${chapter}">${statusOf(walked)}, ${seconds.toFixed(1)} s</button> ${about}</span></summary><pre>${output || 'no output'}</pre>${expects !== undefined && markup`<p class="aside">The document shows:</p><pre>${expects}</pre>`}</details>`;
}

const changed = ({ object, change, was, is }: Change): Markup => markup`
<li>${change} <code>${object}</code>${change === 'changed' && markup` <code>${JSON.stringify(was)}</code> → <code>${JSON.stringify(is)}</code>`}</li>`;

function block({ number, first, last, heading, claims, about, commands, changes }: WalkedBlock, all: WalkedCommand[]): Markup {
  const ids = (these: string[]): Content => these.join(', ') || 'none';
  return markup`
<section id="block-${number}"><h3>${heading} <span class="aside">${first === last ? `line ${first}` : `lines ${first}–${last}`}</span></h3>${commands.map((one) => command(one, all.indexOf(one)))}
<details><summary class="aside">${changes.length} objects changed · ${claims.length} claims quote the block, ${about.length} are about the block</summary><ul>${changes.map(changed)}</ul><p class="aside">Claims that quote the block: ${ids(claims)}</p><p class="aside">Claims about the block: ${ids(about)}</p></details></section>`;
}

// This page has its own rules: the report's base style squeezes the lines of the player.
const style = `
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem 6rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans) }
h1, h2 { font-family: var(--serif); font-weight: 400 } td code, li code, summary code, details pre { font: .86em/1.45 var(--mono); overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-size: .92rem } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--rule) }
section { margin-top: 2rem } .off td { color: var(--contradicted) } .aside { color: var(--muted); font-size: .85rem; font-weight: 400 }
details pre { overflow-x: auto; background: var(--sunken); padding: .7rem; max-height: 24rem } summary { cursor: pointer; padding: .2rem 0 } summary code { white-space: pre-wrap }
button { font: inherit; color: var(--link); background: none; border: 0; padding: 0; cursor: pointer; text-decoration: underline } #player { margin: 1.5rem 0 }`;

const script = `
const player = AsciinemaPlayer.create({ data: document.getElementById('cast').textContent }, document.getElementById('player'), { fit: 'width', idleTimeLimit: 2, preload: true });
document.addEventListener('click', (event) => {
  const chapter = event.target.dataset?.chapter;
  if (chapter === undefined) return;
  event.preventDefault();
  document.getElementById('player').scrollIntoView({ block: 'nearest' });
  // Seek by number: seconds are wrong because the player removes idle time.
  player.seek({ marker: Number(chapter) }).then(() => player.play());
});`;

/** A page that fetches nothing: the recording, the findings, and each block with its commands, changes and claims. */
export async function pageOf(walk: Walkthrough, cast: string): Promise<string> {
  const { blocks, findings, accepted, missing, unread = [], leftovers, treatment } = walk;
  const [tokens, player] = await Promise.all([styleOf(['tokens']), readPlayer()]);
  const commands = blocks.flatMap((one) => one.commands);
  const chapters = commands.map(({ at, line }) => [at, `line ${line}`] as const);
  const chapterOf = ({ line, command: at = line, attempt }: Finding) =>
    commands.findIndex((one) => one.line === at && one.attempt === attempt);
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Walk-through of ${titleOf(walk)}</title>
<style>${trusted(tokens)}${trusted(player.style)}${trusted(style)}</style></head><body>
<h1>${titleOf(walk)}</h1>
<p>${summaryOf(walk)}</p>
${
  blocks.length > 0 &&
  markup`<div id="player"></div>
<script type="text/plain" id="cast">${trusted(castInScript(withChapters(cast, chapters)))}</script><script>${trusted(player.code)}</script><script>${trusted(script)}</script>`
}
${
  findings.length > 0 &&
  markup`<h2>Where a reader sees something else</h2><table><thead><tr><th scope="col">Line</th><th scope="col">The document</th><th scope="col">What the reader sees</th><th scope="col">Claims</th></tr></thead><tbody>${findings.map((one) => findingRow(one, chapterOf(one)))}</tbody></table>`
}
${missing.length > 0 && markup`<h2>${headings.missing}</h2><ul>${missing.map((one) => markup`<li>${one}</li>`)}</ul>`}
${accepted.length > 0 && markup`<h2>${headings.accepted}</h2><ul>${accepted.map((one) => markup`<li>Line ${one.line}: <code>${one.typed}</code> ends with ${one.exit}: ${one.why}</li>`)}</ul>`}
${unread.length > 0 && markup`<h2>${headings.unread}</h2><ul>${unread.map((one) => markup`<li>${describeUnread(one)}</li>`)}</ul>`}
<h2>${headings.leftovers}</h2><ul>${leftovers.length > 0 ? leftovers.map(changed) : markup`<li>Nothing.</li>`}</ul>
<h2>${headings.treatment}</h2><ul>${treatment.map((one) => markup`<li>${one}</li>`)}</ul>
<h2>Block by block</h2>${blocks.map((one) => block(one, commands))}
</body></html>
`;
  return String(page);
}
