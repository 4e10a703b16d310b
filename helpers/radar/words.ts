/** Text as words of one form: `OutlierDetection.minHealthPercent`, `outlier_detection` and "outlier detection" begin alike. */
export function wordsOf(text: string): string {
  return ` ${text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()} `;
}

/** Whether words stand in a text of words, the last of them perhaps in the plural. */
export const hasWords = (text: string, words: string): boolean =>
  text.includes(` ${words} `) ||
  text.includes(` ${words}s `) ||
  (words.endsWith('s') && text.includes(` ${words.slice(0, -1)} `));

/** Whether a name stands in a text by itself, and not as a part of a longer name. */
export function hasName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const [before, after, then] = [text[at - 1] ?? '', text[at + name.length] ?? '', text[at + name.length + 1] ?? ''];
    const continues = /[\w]/.test(after) || (/[-./]/.test(after) && /\w/.test(then));
    if (!(/[\w]/.test(before) || (/[-./]/.test(before) && !/^[/-]/.test(name))) && !continues) return true;
  }
  return false;
}
