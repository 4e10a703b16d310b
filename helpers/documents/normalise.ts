/**
 * Text in the form in which it is compared: dashes, hyphens and quotes become ASCII, each run of white space one space.
 * A quote survives retyping, and no other change.
 */
export const normalise = (text: string): string =>
  text
    .replace(/[\u2010-\u2015]/gu, '-')
    .replace(/[\u2018\u2019\u201a\u201b]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/gu, '"')
    .replace(/[\s\u200b\ufeff]+/gu, ' ')
    .trim();
