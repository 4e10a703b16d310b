import { apart, partWithout, type Found } from './found.ts';
import { jsonIn } from '../../json.ts';
import { stringsIn } from './jsonStrings.ts';
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
  return partWithout(text, 0, found);
}

function plainly(text: string): Found[] {
  return [...secretsInJson(text), ...secretsInYaml(text), ...knownForms(text), ...namedSecrets(text)];
}

/**
 * Strings of JSON that hold a secret once their escapes are read: the lines of a key, or an object as kubectl keeps it in an annotation.
 * Without them a key that one string begins would go on to the end of another one.
 */
function inStrings(text: string): Found[] {
  return [...stringsIn(text)].flatMap(({ from, to }): Found[] => {
    const literal = text.slice(from, to);
    if (!literal.includes('\\') && !literal.includes('-----BEGIN')) return [];
    const inner = jsonIn(literal) as string | undefined;
    const found = inner === undefined ? [] : secretsIn(inner);
    if (inner === undefined || found.length === 0) return [];
    const put = JSON.stringify(without(inner, found));
    return [{ from, to, what: found.flatMap(({ what }) => what), put }];
  });
}
