import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.ts';
import { rewritten } from './rewritten.ts';

const read = (folder: string, file: string) => readFile(join(folder, file), 'utf8');
const document = 'fixtures/documents/module-1.md';

test('only the words of the document differ, and the folder goes with its owner', async () => {
  const folder = await (async () => {
    await using copy = await rewritten([{ document: 'module-1', words: "Kubernetes Isn't Enough", by: 'More Is Needed' }]);
    const [before, after] = [await read(root, document), await read(copy.folder, document)];
    expect(after).toBe(before.replace("Kubernetes Isn't Enough", 'More Is Needed'));
    expect(await read(copy.folder, 'fixtures/documents/module-2.md')).toBe(await read(root, 'fixtures/documents/module-2.md'));
    expect(await read(copy.folder, 'package.json')).toBe(await read(root, 'package.json'));
    expect(existsSync(join(copy.folder, 'fixtures/mutants/mutant.schema.json'))).toBe(true);
    return copy.folder;
  })();
  expect(existsSync(folder)).toBe(false);
});

test.each([
  [{ document: 'module-1', words: 'no such words', by: '' }, '"no such words" stands 0 times in fixtures/documents/module-1.md'],
  [{ document: 'module-9', words: 'a', by: '' }, 'rewrites name module-9; there are module-1.md, module-2.md'],
])('words that do not stand once are refused', async (rewrite, says) => {
  await expect(rewritten([rewrite])).rejects.toThrow(says);
});
