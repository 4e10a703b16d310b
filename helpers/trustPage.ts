import { UsageError } from './errors.ts';

/** Relative to the checkout: what is between two lines of it, `<!-- <name>: written by make <name> -->` and `<!-- /<name> -->`, a program writes. */
export const trustFile = 'docs/trust.md';

/**
 * The page with `text` in the place of what stood in its part `name`.
 *
 * @throws {UsageError} where the page has no such part
 */
export function withPart(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by make ${name} -->`, `<!-- /${name} -->`];
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before < 0 || after < before)
    throw new UsageError(`${trustFile} has no place for the table: write a line \`${begin}\` and below it \`${end}\`.`);
  return `${page.slice(0, before)}${begin}\n${text}\n${page.slice(after)}`;
}

/** As one line of Markdown that is only text. */
export const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[|<>`*_[\]\\]/g, '\\$&');
