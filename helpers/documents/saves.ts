const file = String.raw`["'\x60]?(?<file>[\w./-]*[\w-]\.(?:ya?ml|json|conf|sh|txt|env))["'\x60]?(?![\w/])`;
const verb = '(?:save|store|write|put|copy|paste|create)';
const within = String.raw`(?:[^.]|\.(?=\S))*?`;
/** "Save the following policy to `allow.yaml`", "Create a file named allow.yaml:", "Put this into allow.yaml". */
const saves = new RegExp(
  String.raw`\b${verb}\b${within}\b(?:to|as|in|into|named|called|file)\s+(?:an? |the )?(?:file )?(?:named |called )?${file}`,
  'i',
);
const above = new RegExp(String.raw`\b${verb}\s+(?:it|this|that|these|(?:the )?above)\b`, 'i');
const titled = new RegExp(String.raw`\b(?:title|filename|file|name)=${file}`, 'i');

/** A file as which a text has its reader save the block below, or the one above where it points to what was shown. */
export interface Saving {
  file: string;
  mayBeAbove: boolean;
}

export function savingIn(text: string): Saving | undefined {
  const name = inReach(saves.exec(text)?.groups?.file);
  return name === undefined ? undefined : { file: name, mayBeAbove: above.test(text) };
}

/** What lies outside of the folder in which a reader works is none of their files. */
const inReach = (name: string | undefined): string | undefined =>
  name === undefined || /^\/|(?:^|\/)\.\.\//.test(name) ? undefined : name.replace(/^\.\//, '');

/** The file's name in the info string of a block: `yaml title="allow.yaml"`. */
export const titleOf = (info: string): string | undefined => inReach(titled.exec(info)?.groups?.file);
