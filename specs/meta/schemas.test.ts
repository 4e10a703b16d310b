import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, firstLineOf, jsonSchemaOf, yamlKinds } from '../../helpers/authoring/yamlKinds.ts';
import { root } from '../../helpers/root.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe.for(yamlKinds)('$name', (kind) => {
  const written = read(kind.schemaFile);
  const validate = addFormats.default(new Ajv2020({ allErrors: true })).compile(JSON.parse(written) as object);
  const faults = (value: unknown): string[] =>
    validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);

  test('its JSON Schema is current (otherwise: make schemas)', () => {
    expect(written).toBe(jsonSchemaOf(kind));
  });

  test('every field is described', () => {
    expect(undescribed(JSON.parse(written) as Schema)).toEqual([]);
  });

  test('its schema refuses a key that it does not know', () => {
    const [file = ''] = filesOf(kind);
    expect(faults({ ...(parse(read(file)) as object), unknown: 1 })).toHaveLength(1);
  });

  test.for(filesOf(kind))('%s names the schema and fits it', (file) => {
    expect(read(file).split('\n')[0]).toBe(firstLineOf(kind, file));
    expect(faults(parse(read(file)))).toEqual([]);
  });
});

test('the schema of mutants asks for what it alters, breaks or rewrites, as their reader does', () => {
  const kind = yamlKinds.find(({ name }) => name === 'mutant')!;
  const validate = addFormats.default(new Ajv2020()).compile(JSON.parse(read(kind.schemaFile)) as object);
  const broken = [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }];
  const alters = [{ group: '', resource: 'pods', patch: '[]' }];
  const rewrites = [{ document: 'module-1', words: 'a', by: 'b' }];
  const mutants = [{}, { alters }, { break: broken }, { rewrites }, { alters, break: broken }, { alters, rewrites }];
  const results = (accepts: (value: unknown) => boolean) => mutants.map((one) => accepts({ says: 'a', claims: ['b'], ...one }));
  expect(results((value) => validate(value))).toEqual([false, true, true, true, false, false]);
  expect(results((value) => kind.schema.safeParse(value).success)).toEqual([false, true, true, true, false, false]);
});

test('each kind has files, and no file is of two kinds', () => {
  const files = yamlKinds.flatMap((kind) => filesOf(kind));
  expect(new Set(files).size).toBe(files.length);
  expect(yamlKinds.filter((kind) => filesOf(kind).length === 0)).toEqual([]);
});

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** Fields without a sentence of their own, by path; Kubernetes' own fields explain themselves. */
function undescribed({ properties = {}, items, anyOf = [] }: Schema, path = ''): string[] {
  const fields = Object.entries(properties).flatMap(([name, field]) => [
    ...(field.description || ['apiVersion', 'kind', 'metadata', 'namespace', 'name'].includes(name) ? [] : [`${path}/${name}`]),
    ...undescribed(field, `${path}/${name}`),
  ]);
  return [...fields, ...[...(items ? [items] : []), ...anyOf].flatMap((one) => undescribed(one, path))];
}
