import { hash } from 'node:crypto';

/**
 * A UUID made from its name alone: rendering a pack again gives the same ids.
 *
 * @param version the version digit of the UUID: some formats accept only certain versions
 * @param name one or more parts
 */
export function stableUuid(version: 5 | 8, ...name: string[]): string {
  const hex = hash('sha256', name.join('\n'));
  return [hex.slice(0, 8), hex.slice(8, 12), `${version}${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
