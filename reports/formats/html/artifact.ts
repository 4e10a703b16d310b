import type { Artifact, ObjectChange } from '../../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../../web/markup.ts';
import { objectDiff } from './figures/objectDiff.ts';
import { renderCapture } from './figures/packet.ts';
import { bytes } from '../../web/words.ts';
import type { Kind } from './folds.ts';
import type { View } from './view.ts';

// Claims apply the same objects in different namespaces; without the name the diffs are equal.
const inAnyLane = (yaml: string) => yaml.replaceAll(/\bmp-lane-[0-9a-f]{6}\b/g, 'lane');

// Texts up to this length are repeated: a link would not be shorter.
const alwaysRepeat = 256;

/** Shows artifacts in the page or links them. A long text is shown once, and later places link to the first. */
export class ArtifactRenderer {
  readonly #view: View;
  /** The claim that shows a text, by the text's hash, or by a diff itself. */
  readonly #shown = new Map<string, string>();
  #claim = '';

  constructor(view: View) {
    this.#view = view;
  }

  /** Artifacts rendered from now on belong to this claim. */
  enter(claim: string): void {
    this.#claim = claim;
  }

  /** The text, or a link to the claim that shows the text. The link names the claim, for readers on paper. */
  #once(key: string, label: Markup, text: () => Markup, kind: Kind): Markup {
    const at = this.#shown.get(key);
    if (at !== undefined) return markup`<p class="artifact">${label} <a href="#${at}">shown at ${at}</a></p>`;
    this.#shown.set(key, this.#claim);
    return markup`<div class="artifact"><p>${label}</p>${this.#view.folds.offer(text(), kind)}</div>`;
  }

  /** The lines of an object that a change altered, as the API server had them. */
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
    const diff = objectDiff(inAnyLane(before), inAnyLane(after));
    return this.#once(diff.source, label, () => diff, 'change');
  }

  /** A manifest that a change applied. */
  renderManifest(artifact: Artifact): Markup {
    return this.render(artifact, 'change');
  }

  render(artifact: Artifact, kind: Kind = 'output'): Markup {
    const { sha256, name } = artifact;
    const { pack } = this.#view;
    const label = markup`<code>${name}</code> <a href="raw/${sha256}">${bytes(artifact.bytes)}</a>`;
    if (pack.missing.has(sha256))
      return markup`<p class="artifact problem"><code>${name}</code>: missing from this pack (raw/${sha256})</p>`;
    const capture = pack.captures.get(sha256);
    if (capture) return this.#once(sha256, label, () => renderCapture(capture), 'change');
    const text = pack.texts.get(sha256);
    if (text === undefined) return markup`<p class="artifact">${label}</p>`;
    const shown = () => markup`<pre>${text === '' ? '(empty)' : text}</pre>`;
    if (text.length <= alwaysRepeat) return markup`<div class="artifact"><p>${label}</p>${shown()}</div>`;
    return this.#once(sha256, label, shown, kind);
  }
}
