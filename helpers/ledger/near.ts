import { distance } from 'fastest-levenshtein';

/** Up to `count` names that look like `wanted`: those that contain it first, then by edit distance. */
export const nearest = (wanted: string, names: readonly string[], count = 3): string[] => {
  const plain = wanted.replaceAll('*', '');
  const rank = (name: string): number => distance(plain, name) - (plain !== '' && name.includes(plain) ? 1000 : 0);
  return [...names].sort((a, b) => rank(a) - rank(b)).slice(0, count);
};
