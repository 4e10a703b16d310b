import { yamlDocuments, yamlValueOf } from '../../cluster/host/yaml.ts';

/** Where a manifest has something: its kind, and the names from the object's root, without the numbers of lists. */
export interface Field {
  kind: string;
  path: string[];
}

/** Every field of the objects that a text of YAML has; none where it is no manifest. */
export function fieldsIn(yaml: string): Field[] {
  if (!/^\s*kind: /m.test(yaml)) return [];
  return yamlDocuments(yaml, 'a manifest', { uniqueKeys: false }).flatMap((document) => {
    const object = document.errors.length > 0 ? undefined : yamlValueOf(document, 'a manifest');
    return isObject(object) && typeof object.kind === 'string' ? fieldsOf(object, object.kind) : [];
  });
}

function fieldsOf(object: Record<string, unknown>, kind: string): Field[] {
  const fields: Field[] = [];
  const visit = (value: unknown, path: string[]): void => {
    if (Array.isArray(value)) return value.forEach((one) => visit(one, path));
    if (!isObject(value)) return;
    for (const [key, one] of Object.entries(value)) {
      fields.push({ kind, path: [...path, key] });
      visit(one, [...path, key]);
    }
  };
  visit(object, []);
  return fields;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
