import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { bestCompression, openArchive } from './archive.ts';
import { packCache } from './pack.ts';
import { restoreCache } from './restore.ts';
import { holdsCredentials } from './secrets.ts';
import { builtMachine, imagesOf, machine, tamper } from './testing.ts';

// these start tar, and the machine may be busy
vi.setConfig({ testTimeout: 60_000 });

async function packed(): Promise<string> {
  const { folder, build, images } = await builtMachine();
  const file = join(folder, 'build.tar.gz');
  await packCache(build, file, { images, compression: 'gzip' });
  return file;
}

/** Nothing of a refused file may be left under a step's name. */
async function expectRefused(file: string, why: RegExp): Promise<void> {
  const { build } = machine();
  const images = imagesOf();
  await expect(restoreCache(build, file, { images })).rejects.toThrow(why);
  expect(readdirSync(build.store.root).filter((name) => /^(tool|charts)/.test(name))).toEqual([]);
  expect(images.loaded).toEqual([]);
}

/** A file of the step `charts`, in an unpacked build. */
const charts = (folder: string, file: string) => {
  const name = readdirSync(join(folder, 'steps')).find((one) => one.startsWith('charts')) ?? '';
  return join(folder, 'steps', name, file);
};
const inManifest = (folder: string, was: string | RegExp, is: string) => {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(was, is));
};
const linkInstead = (file: string) => (rmSync(file), symlinkSync('/etc/hostname', file));
const none = () => undefined;

test.for<[string, RegExp, (folder: string) => void, string[]?]>([
  ['an absolute path', /\/etc\/hostname: is an absolute path/, none, ['/etc/hostname']],
  ['a path that leads out', /\.\.\/x: leads out of the folder/, none, ['--transform=s,^images/index.json,../x,']],
  ['a path that leads out further in', /images\/\.\.\/\.\.\/x: leads/, none, ['--transform=s,index.json,../../x,']],
  ['a symbolic link', /x -> \/etc\/passwd: is a link/, (at) => symlinkSync('/etc/passwd', charts(at, 'x'))],
  ['a link in place of a file', /a\.yaml -> .*: is a link/, (at) => linkInstead(charts(at, 'a.yaml'))],
  ['a hard link', /: is a link/, (at) => linkSync(charts(at, 'a.yaml'), charts(at, 'z.yaml'))],
  ['a file twice', /a\.yaml: stands there twice/, none, ['--transform=s,deep/er/b,a,']],
  ['a foreign file', /images\/key\.pem: is not in the manifest/, (at) => writeFileSync(join(at, 'images/key.pem'), '')],
  ['a file less', /a\.yaml: is in the manifest, not in the file/, (at) => rmSync(charts(at, 'a.yaml'))],
  ['a longer file', /a\.yaml: has 6 bytes, 5 in the manifest/, (at) => appendFileSync(charts(at, 'a.yaml'), 'x')],
  ['other bytes', /a\.yaml is not what the manifest says/, (at) => writeFileSync(charts(at, 'a.yaml'), 'b: 1\n')],
  ['a manifest that leads out', /its manifest\.json is not valid/, (at) => inManifest(at, 'a.yaml', '../a.yaml')],
  ['another processor', /was packed on linux-other/, (at) => inManifest(at, /linux-\w+/, 'linux-other')],
  ['another form', /its manifest\.json is not valid/, (at) => inManifest(at, 'cache/v1', 'cache/v9')],
])('a packed build with %s is refused', async ([, why, change, more]) => {
  const file = await packed();
  tamper(file, change, more);
  await expectRefused(file, why);
});

test('a file that was cut off, is something else, or is not there is refused', async () => {
  const file = await packed();
  truncateSync(file, 300);
  await expectRefused(file, /tar failed:|is not a packed build/);
  writeFileSync(file, 'text');
  await expectRefused(file, /is neither zstd nor gzip/);
  rmSync(file);
  await expectRefused(file, /does not exist/);
});

test('zstd is taken before gzip; a machine with neither, or without the one that a file needs, says what to install', async () => {
  const file = await packed();
  const bin = join(dirname(file), 'bin');
  mkdirSync(bin);
  expect(() => bestCompression(bin)).toThrow('Neither zstd nor gzip is on PATH.');
  writeFileSync(join(bin, 'gzip'), '', { mode: 0o755 });
  expect(bestCompression(bin)).toBe('gzip');
  writeFileSync(join(bin, 'zstd'), '', { mode: 0o755 });
  expect(bestCompression(bin)).toBe('zstd');
  vi.stubEnv('PATH', dirname(file));
  expect(() => openArchive(file)).toThrow('was packed with gzip, which is not on PATH.');
  vi.unstubAllEnvs();
});

test.for([
  ['deb http://deb.example.org/debian bookworm main', false],
  ['deb [signed-by=/usr/share/keyrings/a.gpg] https://deb.example.org/debian bookworm main # me@example.org', false],
  ['deb https://user:word@deb.example.org/debian bookworm main', true],
  ['Acquire::http::Proxy "http://token@proxy.example.org:3128";', true],
  ['machine deb.example.org\n  login me\n  password word\n', true],
] as const)('credentials in settings of apt: %s', ([text, expected]) => {
  expect(holdsCredentials(text)).toBe(expected);
});
