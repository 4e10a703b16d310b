import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';
import { yamlDocuments, yamlValueOf } from '../../cluster/host/yaml.ts';
import type { Manifest } from './manifest.ts';

const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7]+$/,
  resolve: (text) => (text.startsWith('-') ? -1 : 1) * Number.parseInt(text.replace(/^[-+]?0o/, ''), 8),
};

/** Base 60 and dates, which kubectl leaves as text. */
const isTime = (tag: Tags[number]) =>
  typeof tag === 'object' && (('format' in tag && tag.format === 'TIME') || /:timestamp$/.test(tag.tag));

/** How kubectl reads (sigs.k8s.io/yaml): YAML 1.1 with its booleans, octal numbers and merge keys, and YAML 1.2's `0o`. */
export const asKubectl: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  merge: true,
  customTags: (tags) => [octal, ...tags.filter((tag) => !isTime(tag))],
};

/** The objects of a YAML text; those of a List as kubectl takes them, one by one. Throws with the position where the text is no YAML. */
export function parseManifests(text: string, name: string): Manifest[] {
  return yamlDocuments(text, name, asKubectl).flatMap((one) => {
    const [error] = one.errors;
    if (error) throw new Error(`${name}: ${error.message}`);
    const value = yamlValueOf(one, name) as Manifest | null;
    return value ? flattened(value) : [];
  });
}

function flattened(object: Manifest): Manifest[] {
  const { apiVersion, kind, items } = object;
  if (!kind?.endsWith('List') || !Array.isArray(items)) return [object];
  const own = kind === 'List' ? {} : { apiVersion, kind: kind.replace(/List$/, '') };
  return (items as Manifest[]).flatMap((item) => flattened({ ...own, ...item }));
}
