import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { regularText, requirePlain, UnfitFile } from './regularFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'regular-'));
afterAll(() => rmSync(folder, { recursive: true }));
const within = join(folder, 'pack');
mkdirSync(within);
writeFileSync(join(folder, 'outside'), 'secret');

const refusal = (name: string, most = 1000) => {
  try {
    return regularText(join(within, name), { most, within });
  } catch (error) {
    if (!(error instanceof UnfitFile)) throw error;
    return error.message.replace(folder, '').replace(folder, '');
  }
};

test('a regular file is read', () => {
  writeFileSync(join(within, 'file'), 'größer');
  expect(refusal('file')).toBe('größer');
  expect(() => requirePlain(within)).not.toThrow();
});

test('a link that leads out is refused, at the end and on the way', () => {
  symlinkSync(join(folder, 'outside'), join(within, 'link'));
  symlinkSync(folder, join(within, 'raw'));
  expect(refusal('link')).toBe('/pack/link is not read: a link on its way leads out of /pack.');
  expect(refusal('raw/outside')).toBe('/pack/raw/outside is not read: a link on its way leads out of /pack.');
  expect(refusal('../outside')).toBe('/outside is not read: a link on its way leads out of /pack.');
  expect(() => requirePlain(within)).toThrow(UnfitFile);
});

test('a pipe does not block, and a device is none', () => {
  execFileSync('mkfifo', [join(within, 'pipe')]);
  expect(refusal('pipe')).toBe('/pack/pipe is not read: it is a pipe.');
  expect(() => regularText('/dev/zero', { most: 10 })).toThrow('/dev/zero is not read: it is a device');
});

test('a file that is larger than it may be is not read, a sparse one too', () => {
  writeFileSync(join(within, 'large'), '');
  truncateSync(join(within, 'large'), 100 * 1024 ** 3);
  expect(refusal('large')).toBe('/pack/large is not read: it has 107374182400 bytes, and 1000 is the most.');
});

test('a file that says it has no bytes is read to its bound', () => {
  expect(() => regularText('/proc/self/status', { most: 10 })).toThrow('it has more than 10 bytes');
});

test('what is missing is told by its code', () => {
  expect(() => refusal('missing')).toThrow(expect.objectContaining({ code: 'ENOENT' }) as Error);
});
