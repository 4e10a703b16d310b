import type { Verdict } from '../../../../helpers/verdict.ts';
import { type Content, type Markup, markup } from '../../../web/markup.ts';
import { shape } from '../../../web/verdict.ts';
import type { Span } from './place.ts';

// Where claims overlap, the gravest verdict gives the colour.
const weight: Verdict[] = [
  'contradicted',
  'drifted',
  'inconclusive',
  'stale',
  'vacuous',
  'verified',
  'not-applicable',
  'not-run',
  'editorial',
];

const byWeight = (a: Span, b: Span) => weight.indexOf(a.claim.verdict) - weight.indexOf(b.claim.verdict);

const lead = ({ claim: { id, verdict } }: Span): Markup =>
  markup`<a class="at" id="at-${id}" href="#${id}" data-verdict="${verdict}" aria-label="${verdict}: ${id}">${shape(verdict)}</a>`;

function segment(text: string, covering: readonly Span[]): Content {
  const first = [...covering].sort(byWeight)[0];
  if (!first || text === '') return text;
  return markup`<mark data-verdict="${first.claim.verdict}" data-claims="${covering.map(({ claim }) => claim.id).join(' ')}">${text}</mark>`;
}

/** Renders the text of a block piece by piece: marks the quotes, and puts a claim's sign where its quote ends. */
export class Marker {
  readonly #spans: readonly Span[];
  #offset = 0;

  constructor(spans: readonly Span[]) {
    this.#spans = spans;
  }

  /** The next `text.length` characters of the block. */
  render(text: string): Content {
    const [from, to] = [this.#offset, this.#offset + text.length];
    this.#offset = to;
    const edges = this.#spans.flatMap(({ start, end }) => [start, end]).filter((edge) => edge > from && edge < to);
    const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
    return cuts.slice(1).map((end, index) => {
      const start = cuts[index]!;
      const covering = this.#spans.filter((span) => span.start < end && span.end > start);
      const ending = this.#spans.filter((span) => span.end === end).sort(byWeight);
      return [segment(text.slice(start - from, end - from), covering), ending.map(lead)];
    });
  }

  /** Passes over characters of the block that another part renders, such as a line end. */
  skip(length: number): void {
    this.#offset += length;
  }
}
