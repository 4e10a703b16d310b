import { inline } from '../gate/markdown.ts';
import { type Markup, markup } from '../web/markup.ts';
import { inWords, type Tested, type TestedIn } from './tested.ts';

const places = ({ istio, kubernetes, envoy }: TestedIn) => `Istio ${istio}, Kubernetes ${kubernetes}, Envoy ${envoy}`;

/** “Tested with” for a page of HTML: a line a cell. */
export function htmlOf({ cells }: Tested): Markup {
  const lines = cells.map(
    (one) =>
      markup`<li data-state="${one.state}">${places(one)}: ${inWords(one)} (<time datetime="${one.date}">${one.date}</time>, <a href="${one.evidence}">evidence</a>)</li>`,
  );
  return markup`<section class="tested-with" aria-label="Tested with"><p>Tested with</p><ul>${lines}</ul></section>
`;
}

// an address ends at a space or a parenthesis
const address = (href: string) => encodeURI(href).replaceAll('(', '%28').replaceAll(')', '%29');

/** The same for a page of Markdown. */
export function markdownOf({ cells }: Tested): string {
  const lines = cells.map(
    (one) => `- ${inline(`${places(one)}: ${inWords(one)}`)} (${one.date}, [evidence](${address(one.evidence)}))`,
  );
  return `Tested with\n\n${lines.join('\n')}\n`;
}

/** The same as values, which may stand in the front matter of a page as they are. */
export const frontMatterOf = ({ document, cells }: Tested): string =>
  `${JSON.stringify({ document, tested_with: cells }, undefined, 2)}\n`;
