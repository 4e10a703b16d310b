/**
 * Text as it is compared: typographic dashes, hyphens and quotes become ASCII, every run of white space
 * (no-break space and line ends too) one space. A quote survives retyping, and no other change.
 */
export const normalise = (text: string): string =>
  text
    .replace(/[\u2010-\u2015]/gu, '-')
    .replace(/[\u2018\u2019\u201a\u201b]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/gu, '"')
    .replace(/[\s\u200b\ufeff]+/gu, ' ')
    .trim();
