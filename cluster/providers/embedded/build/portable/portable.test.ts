import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { packCache } from './pack.ts';
import { restoreCache } from './restore.ts';
import { builtMachine, finish, imagesOf, machine, read, step, steps } from './testing.ts';

// these start tar, and the machine may be busy
vi.setConfig({ testTimeout: 60_000 });

/** A packed build, by gzip: every machine has it. */
async function packed() {
  const { folder, build, images } = await builtMachine();
  const file = join(folder, 'build.tar.gz');
  return { file, build, result: await packCache(build, file, { images, compression: 'gzip' }) };
}

test('what one machine has built, another takes over: files, modes, images', async () => {
  const { file, result } = await packed();
  expect(result).toMatchObject({ folders: 2, images: 1, leftOut: ['here'], size: statSync(file).size });
  const there = machine();
  const images = imagesOf();
  expect(await restoreCache(there.build, file, { images })).toMatchObject({
    key: result.key,
    wanted: result.key,
    folders: 2,
    images: 1,
    kept: 0,
    toBuild: ['here'],
  });
  expect(read(there.build, 'charts', 'deep/er/b.yaml')).toBe('b: 2\n');
  const { store, keys } = there.build;
  expect(store.has('tool', keys.get('tool') ?? '')).toBe(true);
  expect(statSync(join(store.folder('tool', keys.get('tool') ?? ''), 'bin-tool')).mode & 0o777).toBe(0o755);
  expect(images.loaded).toEqual([`localhost/meshproof/web:${keys.get('web')}`]);
  expect(readdirSync(join(store.root, 'unfinished'))).toEqual([]);
});

test('the file holds what the build made and nothing else of the machine', async () => {
  const { file, build } = await packed();
  const key = (name: string) => `steps/${name}-${build.keys.get(name)}`;
  writeFileSync(join(build.store.root, 'containers.conf'), '');
  const names = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n').sort();
  const charts = ['.step.json', 'a.yaml', 'deep/er/b.yaml'].map((path) => `${key('charts')}/${path}`);
  const tool = ['.step.json', 'bin-tool'].map((path) => `${key('tool')}/${path}`);
  expect(names).toEqual(['manifest.json', 'images/index.json', ...charts, ...tool].sort());
});

test('the same build packs to the same bytes, whenever its files were written', async () => {
  const { file, build } = await packed();
  utimesSync(join(build.store.folder('charts', build.keys.get('charts') ?? ''), 'a.yaml'), 1, 1);
  const again = `${file}.again.gz`;
  const images = imagesOf([`localhost/meshproof/web:${build.keys.get('web')}`]);
  await packCache(build, again, { images, compression: 'gzip' });
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
});

test('a second restore changes nothing; a folder that stands here whole stays, one that lost a file is replaced', async () => {
  const { file } = await packed();
  const { build } = machine();
  const images = imagesOf();
  await finish(build, 'charts', { 'a.yaml': 'mine\n' });
  await finish(build, 'tool', { 'bin-tool': 'mine\n', lost: '' });
  const { store, keys } = build;
  execFileSync('rm', [join(store.folder('tool', keys.get('tool') ?? ''), 'lost')]);
  expect(await restoreCache(build, file, { images })).toMatchObject({ folders: 1, images: 1, kept: 1 });
  expect(read(build, 'charts', 'a.yaml')).toBe('mine\n');
  expect(read(build, 'tool', 'bin-tool')).toBe('#!/bin/sh\n');
  expect(await restoreCache(build, file, { images })).toMatchObject({ folders: 0, images: 0, kept: 3 });
  expect(images.loaded).toHaveLength(1);
});

test('after a change, what has the same key is taken and the rest is named; where nothing has, the file is refused', async () => {
  const { file, result } = await packed();
  const other = (...names: string[]) =>
    steps.map((one) => (names.includes(one.name) ? step(one.name, one.makes, { go: '2' }) : one));
  const some = await restoreCache(machine(other('charts')).build, file, { images: imagesOf() });
  expect(some).toMatchObject({ key: result.key, folders: 1, images: 1, toBuild: ['charts', 'here'] });
  expect(some.wanted).not.toBe(result.key);
  const none = machine(other('tool', 'charts', 'here', 'web')).build;
  await expect(restoreCache(none, file, { images: imagesOf() })).rejects.toThrow(
    new RegExp(`has build ${result.key}, and no step of build [0-9a-f]{16}, which this checkout needs`),
  );
});

test('a restore that is stopped goes on the next time', async () => {
  const { file } = await packed();
  const { build } = machine();
  const broken = { ...imagesOf(), load: () => Promise.reject(new Error('stopped')) };
  await expect(restoreCache(build, file, { images: broken })).rejects.toThrow('stopped');
  expect(await restoreCache(build, file, { images: imagesOf() })).toMatchObject({ folders: 0, images: 1, kept: 2 });
});

test('a build that is not finished, or a FILE that is something else, is not packed', async () => {
  const { file, build } = await packed();
  await expect(packCache(build, file, { images: imagesOf() })).rejects.toThrow('1 of 4 build steps are not finished: web.');
  const notes = `${file}.txt`;
  writeFileSync(notes, 'notes');
  await expect(packCache(build, notes, { images: imagesOf() })).rejects.toThrow('is there, and is no packed build');
  expect(readFileSync(notes, 'utf8')).toBe('notes');
  expect(existsSync(`${file}.part`)).toBe(false);
});
