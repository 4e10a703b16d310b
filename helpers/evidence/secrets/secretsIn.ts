import { apart, replacement, type Found } from './found.ts';
import { headerSecrets, namedSecrets } from './named.ts';
import { secretsInJson } from './secretJson.ts';
import { secretsInYaml } from './secretYaml.ts';
import { knownForms } from './tokens.ts';

/** Every secret that a text is seen to hold, in its order. */
export function secretsIn(text: string): Found[] {
  // too short for a name with a value: most texts of a journal are
  if (text.length < 7) return [];
  return apart([...secretsInJson(text), ...inStrings(text), ...plainly(text)]);
}

/** The same for bytes, read as Latin-1: what is in the strings of JSON is not decoded, because nothing may change its length. */
export function secretsInBytes(text: string): Found[] {
  return apart([...plainly(text), ...headerSecrets(text)]);
}

/** The text with other words for its secrets. */
export function without(text: string, found: Found[]): string {
  return found.reduceRight((rest, one) => rest.slice(0, one.from) + replacement(one) + rest.slice(one.to), text);
}

function plainly(text: string): Found[] {
  return [...secretsInJson(text), ...secretsInYaml(text), ...knownForms(text), ...namedSecrets(text)];
}

/**
 * Strings of JSON that hold a secret once their escapes are read: the lines of a key, or an object as kubectl keeps it in an annotation.
 * Without them a key that one string begins would go on to the end of another one.
 */
function inStrings(text: string): Found[] {
  return [...text.matchAll(/"(?:[^"\\\r\n]|\\.)*"/g)].flatMap(({ 0: literal, index }): Found[] => {
    if (!literal.includes('\\') && !literal.includes('-----BEGIN')) return [];
    const inner = decoded(literal);
    const found = inner === undefined ? [] : secretsIn(inner);
    if (inner === undefined || found.length === 0) return [];
    const put = JSON.stringify(without(inner, found));
    return [{ from: index, to: index + literal.length, what: found.flatMap(({ what }) => what), put }];
  });
}

function decoded(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}
