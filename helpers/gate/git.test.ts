import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeSince } from './git.ts';
import { plantedRepository } from './testing.ts';

test('files that differ are told with their text before, committed, changed or new', async () => {
  await using repository = await plantedRepository({ 'a.txt': 'one\n' });
  const { root, git, write } = repository;
  git('checkout', '--quiet', '-b', 'topic');
  write({ 'a.txt': 'two\n' });
  git('commit', '--quiet', '--all', '--message=two');
  write({ 'specs/a/a.spec.ts': '// empty\n', 'ein ö file.md': 'new\n' });
  const { files, before, prefix, base } = changeSince(root, 'main');
  expect(files).toEqual(['a.txt', 'ein ö file.md', 'specs/a/a.spec.ts']);
  expect([before('a.txt'), before('ein ö file.md')]).toEqual(['one\n', undefined]);
  expect([prefix, base]).toEqual(['', git('rev-parse', 'main')]);
});

test('what the other branch did meanwhile is no part of the change', async () => {
  await using repository = await plantedRepository({ 'a.txt': 'one\n', 'b.txt': 'one\n' });
  const { root, git, write } = repository;
  git('checkout', '--quiet', '-b', 'topic');
  write({ 'a.txt': 'two\n' });
  git('commit', '--quiet', '--all', '--message=two');
  git('checkout', '--quiet', 'main');
  write({ 'b.txt': 'three\n' });
  git('commit', '--quiet', '--all', '--message=three');
  git('checkout', '--quiet', 'topic');
  expect(changeSince(root, 'main').files).toEqual(['a.txt']);
});

test('a folder of a repository is compared alone, by its own paths', async () => {
  await using repository = await plantedRepository({ 'a.txt': 'one\n' });
  const { root, write } = repository;
  write({ 'a.txt': 'two\n', 'specs/a/a.spec.ts': '// empty\n' });
  const { files, before, prefix } = changeSince(join(root, 'specs'), 'main');
  expect([prefix, files]).toEqual(['specs/', ['a/a.spec.ts']]);
  expect(before('a/a.spec.ts')).toContain("claim('m1-a-returns'");
});

test('a commit that is not there, and a folder without a repository, are told with what to do', async () => {
  await using repository = await plantedRepository();
  expect(() => changeSince(repository.root, 'nowhere')).toThrow(/SINCE=nowhere is no commit of .*fetch it first/);
  expect(() => changeSince(repository.root, '--help')).toThrow('SINCE=--help is no commit');
  const folder = mkdtempSync(join(tmpdir(), 'no-repository-'));
  expect(() => changeSince(folder, 'main')).toThrow('is in no git repository');
  rmSync(folder, { recursive: true });
});
