import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { filesOf, yamlKinds } from '../../helpers/authoring/yamlKinds.ts';
import { readDocument } from '../../helpers/documents/document.ts';
import { root } from '../../helpers/root.ts';

const yamlFiles = async (folder: string): Promise<string[]> =>
  (await readdir(join(root, folder), { recursive: true }))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name));

const all = [...(await yamlFiles('fixtures')), ...(await yamlFiles('specs'))].sort();
const ours = new Set(yamlKinds.flatMap((kind) => filesOf(kind)));
const isManifest = (file: string): boolean => !ours.has(file);

const syntaxFaults = (text: string): string[] =>
  parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message));

const manifestFaults = (text: string): string[] =>
  parseAllDocuments(text).flatMap((document, index) => {
    const { apiVersion, kind } = (document.toJS() ?? {}) as Record<string, unknown>;
    return typeof apiVersion === 'string' && typeof kind === 'string' ? [] : [`document ${index + 1} has no apiVersion and kind`];
  });

test.for(all)('%s parses', async (file) => {
  expect(syntaxFaults(await readFile(join(root, file), 'utf8'))).toEqual([]);
});

test.for(all.filter(isManifest))('each object of %s names its apiVersion and kind', async (file) => {
  expect(manifestFaults(await readFile(join(root, file), 'utf8'))).toEqual([]);
});

test('a broken manifest is noticed', () => {
  expect(syntaxFaults('kind: Pod\n---\na: [\n')).toHaveLength(1);
  expect(manifestFaults('kind: Pod\n---\napiVersion: v1\nkind: Pod\n')).toEqual(['document 1 has no apiVersion and kind']);
});

test('the documents’ own manifests are objects', async () => {
  const document = await readDocument(root, 'fixtures/documents/module-1.md');
  const manifests = [317, 558].map((line) => document.manifestIn(document.blockAt(line)).yaml);
  expect(manifests.flatMap((yaml) => [...syntaxFaults(yaml), ...manifestFaults(yaml)])).toEqual([]);
});
