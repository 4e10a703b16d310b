import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSources } from '../ledger/load.ts';
import { documentText, plantedProject } from '../ledger/testing.ts';
import { wantedDocument } from './wanted.ts';

async function wanted(doc: string) {
  await using project = await plantedProject({ 'copies/a.md': '# A copy', 'notes/other.md': '# Other' });
  mkdirSync(join(project.root, 'elsewhere'));
  writeFileSync(join(project.root, 'elsewhere/a.md'), '# From elsewhere');
  const { path, text } = wantedDocument(doc, await readSources(project.root), [join(project.root, 'elsewhere'), project.root]);
  return [path, text];
}

test.for([
  ['a', 'fixtures/documents/a.md', documentText],
  ['a.md', 'fixtures/documents/a.md', documentText],
  ['fixtures/documents/a.md', 'fixtures/documents/a.md', documentText],
  ['copies/a.md', 'fixtures/documents/a.md', '# A copy'],
  ['./a.md', 'fixtures/documents/a.md', '# From elsewhere'],
  ['notes/other.md', 'notes/other.md', '# Other'],
] as const)('%s is %s', async ([doc, path, text]) => {
  expect(await wanted(doc)).toEqual([path, text]);
});

test.for([
  ['b', 'there is no such document. There are a; any other is named by its path, such as ./b.md.'],
  ['nowhere/a.md', 'DOC=nowhere/a.md: there is no such file.'],
] as const)('%s: %s', async ([doc, message]) => {
  await expect(wanted(doc)).rejects.toThrow(message);
});
