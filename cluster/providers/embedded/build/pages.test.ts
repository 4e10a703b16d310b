import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { largerPages } from './pages.ts';

test('what was chosen before comes back', () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'pages-'));
  const file = join(folder.path, 'enabled');
  writeFileSync(file, 'always inherit madvise [never]\n');
  const pages = largerPages(file);
  expect(readFileSync(file, 'utf8')).toBe('always');
  pages[Symbol.dispose]();
  expect(readFileSync(file, 'utf8')).toBe('never');
});

test('a machine that has them already, or a kernel that knows none, is left alone', () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'pages-'));
  const file = join(folder.path, 'enabled');
  writeFileSync(file, '[always] inherit madvise never\n');
  largerPages(file)[Symbol.dispose]();
  expect(readFileSync(file, 'utf8')).toBe('[always] inherit madvise never\n');
  expect(() => largerPages(join(folder.path, 'none'))[Symbol.dispose]()).not.toThrow();
});
