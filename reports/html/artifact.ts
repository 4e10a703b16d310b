import type { Artifact } from '../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../markup.ts';
import { bytes, shortHash } from './format.ts';
import type { View } from './view.ts';

// Shorter than the link that would replace them.
const alwaysRepeat = 512;

/** Shows artifacts in the page or links them; a long text stands where it is met first, later places link to it. */
export class ArtifactRenderer {
  readonly #view: View;
  readonly #shown = new Set<string>();

  constructor(view: View) {
    this.#view = view;
  }

  render(artifact: Artifact): Markup {
    const { sha256, name } = artifact;
    const { texts, missing } = this.#view.pack;
    const label = markup`<code>${name}</code> <span class="aside">${bytes(artifact.bytes)} · sha256 ${shortHash(sha256)}</span>`;
    if (missing.has(sha256)) return markup`<p class="artifact problem">${label}: missing from this pack (raw/${sha256})</p>`;
    const link = markup`<a href="raw/${sha256}">raw file</a>`;
    const text = texts.get(sha256);
    if (text === undefined || text.length > this.#view.inlineBytes) return markup`<p class="artifact">${label} ${link}</p>`;
    if (text.length > alwaysRepeat && this.#shown.has(sha256)) {
      return markup`<p class="artifact">${label} <a href="#artifact-${sha256}">shown above</a>, ${link}</p>`;
    }
    const anchor = this.#shown.has(sha256) ? false : markup` id="artifact-${sha256}"`;
    this.#shown.add(sha256);
    return markup`<div class="artifact"${anchor}><p>${label} ${link}</p><pre>${text === '' ? '(empty)' : text}</pre></div>`;
  }
}
