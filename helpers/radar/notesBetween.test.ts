import { expect, test } from 'vitest';
import { notesBetween } from './notesBetween.ts';
import { noteFile, plantedModule } from './testing.ts';

test('notes that one of two releases has, or has otherwise', async () => {
  const notes = (texts: Record<string, string>) =>
    plantedModule(
      Object.fromEntries(Object.entries(texts).map(([name, says]) => [`releasenotes/notes/${name}`, noteFile(says)])),
    );
  await using from = await notes({ 'same.yaml': 'a', 'reworded.yaml': 'b', 'back-ported.yaml': 'c' });
  await using to = await notes({ 'same.yaml': 'a', 'reworded.yaml': 'B', 'fresh.yaml': 'd' });
  const { notes: between, background } = await notesBetween(from.folder, to.folder);
  expect(between.map(({ file, state, says }) => [file, state, ...says])).toEqual([
    ['releasenotes/notes/back-ported.yaml', 'gone', 'c'],
    ['releasenotes/notes/fresh.yaml', 'new', 'd'],
    ['releasenotes/notes/reworded.yaml', 'changed', 'B'],
  ]);
  expect(background).toHaveLength(3);
});

test('a module without notes is an error that names the folder', async () => {
  await using empty = await plantedModule({});
  await expect(notesBetween(empty.folder, empty.folder)).rejects.toThrow(/releasenotes\/notes cannot be read/);
});
