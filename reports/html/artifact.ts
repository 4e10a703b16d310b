import type { Artifact } from '../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { renderCapture } from './figures/packet.ts';
import { bytes, shortHash } from './format.ts';
import type { View } from './view.ts';

// Shorter than the link that would replace them.
const alwaysRepeat = 256;

/** Shows artifacts in the page or links them; a long text stands where it is met first, later places link to it. */
export class ArtifactRenderer {
  readonly #view: View;
  readonly #shown = new Set<string>();

  constructor(view: View) {
    this.#view = view;
  }

  /** The artifact's text, or what its capture shows. Undefined where the page has no room for it. */
  #content({ sha256 }: Artifact): Content {
    const { texts, captures } = this.#view.pack;
    const capture = captures.get(sha256);
    if (capture) return renderCapture(capture);
    const text = texts.get(sha256);
    if (text === undefined || text.length > this.#view.inlineBytes) return undefined;
    return markup`<pre>${text === '' ? '(empty)' : text}</pre>`;
  }

  render(artifact: Artifact): Markup {
    const { sha256, name } = artifact;
    const { pack } = this.#view;
    const label = markup`<code>${name}</code> <a href="raw/${sha256}">${bytes(artifact.bytes)}</a>`;
    if (pack.missing.has(sha256))
      return markup`<p class="artifact problem"><code>${name}</code>: missing from this pack (raw/${sha256})</p>`;
    const content = this.#content(artifact);
    if (content === undefined) return markup`<p class="artifact">${label}</p>`;
    if (this.#shown.has(sha256)) {
      if ((pack.texts.get(sha256)?.length ?? Infinity) > alwaysRepeat)
        return markup`<p class="artifact">${label} <a href="#a-${shortHash(sha256)}">shown above</a></p>`;
      return markup`<div class="artifact"><p>${label}</p>${content}</div>`;
    }
    this.#shown.add(sha256);
    return markup`<div class="artifact" id="a-${shortHash(sha256)}"><p>${label}</p>${content}</div>`;
  }
}
