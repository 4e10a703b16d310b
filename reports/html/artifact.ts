import { hash } from 'node:crypto';
import type { Artifact, ObjectChange } from '../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { objectDiff } from './figures/object-diff.ts';
import { renderCapture } from './figures/packet.ts';
import { bytes, shortHash } from './format.ts';
import { remembered } from './remembered.ts';
import type { View } from './view.ts';

/** The changes are what a claim is about: they give way to the page's limit later than outputs. */
const worth = 32;

// Every claim has a namespace of its own for the same objects.
const inAnyLane = (yaml: string) => yaml.replaceAll(/\bmp-lane-[0-9a-f]{6}\b/g, 'lane');

const captureOf = remembered(renderCapture);

const diffOf = remembered((_change: ObjectChange, before: string, after: string) => {
  const diff = objectDiff(inAnyLane(before), inAnyLane(after));
  return { diff, id: `o-${shortHash(hash('sha256', diff.source))}` };
});

// Shorter than the link that would replace them.
const alwaysRepeat = 256;

/** Shows artifacts in the page or links them; a long text stands where it is met first, later places link to it. */
export class ArtifactRenderer {
  readonly #view: View;
  /** The claim at which each text stands, by the text's anchor. */
  readonly #shown = new Map<string, string>();
  #claim = '';

  constructor(view: View) {
    this.#view = view;
  }

  /** What is rendered from now on stands in this claim. */
  enter(claim: string): void {
    this.#claim = claim;
  }

  // By name: on paper a link leads nowhere.
  #shownAt(anchor: string): Markup {
    return markup`<a href="#${anchor}">shown at ${this.#shown.get(anchor)}</a>`;
  }

  /** The artifact's text, or what its capture shows. Undefined where the page has no room for it. */
  #content({ sha256 }: Artifact, of: number): Content {
    const { texts, captures } = this.#view.pack;
    const capture = captures.get(sha256);
    if (capture) return captureOf(capture);
    const text = texts.get(sha256);
    if (text === undefined || !this.#view.room.takes(text, of)) return undefined;
    return markup`<pre>${text === '' ? '(empty)' : text}</pre>`;
  }

  /** An object as the API server had it before and after a change: the lines that differ, where the page has room for them. */
  renderObject(change: ObjectChange): Markup {
    const { texts, missing } = this.#view.pack;
    const sides = [change.before, change.after].filter((side) => side !== undefined);
    const links = [
      change.before ? markup`<a href="raw/${change.before.sha256}">before</a>` : 'absent before',
      change.after ? markup`<a href="raw/${change.after.sha256}">after</a>` : 'absent after',
    ];
    const label = markup`<code>${change.object}</code> <span class="aside">${links[0]} · ${links[1]}</span>`;
    const gone = sides.find(({ sha256 }) => missing.has(sha256));
    if (gone)
      return markup`<p class="artifact problem"><code>${gone.name}</code>: missing from this pack (raw/${gone.sha256})</p>`;
    const [before, after] = [change.before, change.after].map((side) => (side ? texts.get(side.sha256) : ''));
    if (before === undefined || after === undefined) return markup`<p class="artifact">${label}</p>`;
    if (before === after) return markup`<p class="artifact">${label} ${sides.length > 0 && 'unchanged'}</p>`;
    const { diff, id } = diffOf(change, before, after);
    if (this.#shown.has(id)) return markup`<p class="artifact">${label} ${this.#shownAt(id)}</p>`;
    if (!this.#view.room.takes(diff.source, worth)) return markup`<p class="artifact">${label}</p>`;
    this.#shown.set(id, this.#claim);
    return markup`<div class="artifact" id="${id}"><p>${label}</p>${diff}</div>`;
  }

  /** A manifest that a change applied. */
  renderManifest(artifact: Artifact): Markup {
    return this.render(artifact, worth);
  }

  render(artifact: Artifact, of = 1): Markup {
    const { sha256, name } = artifact;
    const { pack } = this.#view;
    const label = markup`<code>${name}</code> <a href="raw/${sha256}">${bytes(artifact.bytes)}</a>`;
    if (pack.missing.has(sha256))
      return markup`<p class="artifact problem"><code>${name}</code>: missing from this pack (raw/${sha256})</p>`;
    const anchor = `a-${shortHash(sha256)}`;
    const known = this.#shown.has(anchor);
    if (known && (pack.texts.get(sha256)?.length ?? Infinity) > alwaysRepeat)
      return markup`<p class="artifact">${label} ${this.#shownAt(anchor)}</p>`;
    const content = this.#content(artifact, of);
    if (content === undefined) return markup`<p class="artifact">${label}</p>`;
    if (known) return markup`<div class="artifact"><p>${label}</p>${content}</div>`;
    this.#shown.set(anchor, this.#claim);
    return markup`<div class="artifact" id="${anchor}"><p>${label}</p>${content}</div>`;
  }
}
