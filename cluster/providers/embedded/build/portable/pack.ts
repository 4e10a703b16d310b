import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InfrastructureError, UsageError } from '../../../../host/errors.ts';
import { takeLock } from '../../../../host/lock.ts';
import { unfinished } from '../build.ts';
import { imageTag } from '../dag/images.ts';
import type { Build } from '../dag/run.ts';
import { bestCompression, type Compression, compressionOf, requireGnuTar, writeArchive } from './archive.ts';
import { filesBelow } from './files.ts';
import type { ImageStore } from './images.ts';
import { buildKey, folderMember, type Manifest, manifestFile, membersOf, platform } from './manifest.ts';
import { requireNoCredentials } from './secrets.ts';

export interface PackOptions {
  images: ImageStore;
  compression?: Compression;
  note?: (line: string) => void;
  signal?: AbortSignal;
}

export interface Packed {
  key: string;
  compression: Compression;
  folders: number;
  images: number;
  /** Bytes of all files, and of the one they were packed into. */
  bytes: number;
  size: number;
  /** Steps whose results point at this machine: each machine makes them again, in a second. */
  leftOut: string[];
}

/**
 * Packs every result of the build into one file: folders and images, no logs, settings, clusters or keys.
 *
 * @throws InfrastructureError when a step is not finished, UsageError when `file` is something else already
 */
export async function packCache(build: Build, file: string, options: PackOptions): Promise<Packed> {
  const { store, keys } = build;
  requireTarget(file);
  await requireGnuTar();
  const pending = unfinished(build, await options.images.built());
  if (pending.length) {
    const names = pending.slice(0, 5).map(({ name }) => name);
    throw new InfrastructureError(
      `${pending.length} of ${build.steps.length} build steps are not finished: ${names.join(', ')}${pending.length > 5 ? ', …' : ''}.`,
      { remedy: 'Run `make kind-up PROVIDER=embedded` to its end first.' },
    );
  }
  const lock = takeLock(store.lockFile, 'cache-pack');
  try {
    store.dropUnfinished();
    const { out, end } = store.begin('cache-pack');
    try {
      return await pack(build, file, out, { key: buildKey(keys), ...options });
    } finally {
      end();
    }
  } finally {
    lock.release();
  }
}

/** A slip of the pen must not cost another file. */
function requireTarget(file: string): void {
  if (!existsSync(dirname(file))) throw new UsageError(`${dirname(file)} does not exist.`, { remedy: 'Make the folder first.' });
  if (!existsSync(file) || (statSync(file).isFile() && compressionOf(file))) return;
  throw new UsageError(`${file} is there, and is no packed build.`, { remedy: 'Name another FILE.' });
}

async function pack(build: Build, file: string, out: string, options: PackOptions & { key: string }): Promise<Packed> {
  const { key, compression = bestCompression(), signal } = options;
  const { folders, leftOut } = await stageFolders(build, out);
  const { images, layout } = await stageImages(build, join(out, 'images'), options);
  const manifest: Manifest = { schema: 'meshproof/build-cache/v1', key, platform, folders, images, layout };
  writeFileSync(join(out, manifestFile), `${JSON.stringify(manifest)}\n`);
  const members = membersOf(manifest);
  const part = `${file}.part`;
  try {
    await writeArchive(part, { folder: out, members: [manifestFile, ...members.keys()], compression, signal });
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
  const bytes = [...members.values()].reduce((sum, { size }) => sum + size, 0);
  return { key, compression, folders: folders.length, images: images.length, bytes, size: statSync(file).size, leftOut };
}

/** Hard links: nothing is copied, and what is removed meanwhile stays here. */
async function stageFolders({ store, steps, keys }: Build, out: string) {
  const folders: Manifest['folders'] = [];
  const leftOut: string[] = [];
  for (const { name, makes } of steps) {
    if (makes !== 'folder') continue;
    const step = { name, key: keys.get(name) ?? '' };
    const folder = store.folder(name, step.key);
    const files = await filesBelow(folder);
    if (!files) leftOut.push(name);
    else folders.push({ ...step, files });
    for (const { path } of files ?? []) {
      const target = join(out, folderMember(step, path));
      mkdirSync(dirname(target), { recursive: true });
      linkSync(join(folder, path), target);
    }
  }
  return { folders, leftOut };
}

async function stageImages({ steps, keys }: Build, folder: string, { images: store, note, signal }: PackOptions) {
  mkdirSync(folder);
  const built = await store.built();
  const images: Manifest['images'] = [];
  for (const { name, makes } of steps) {
    if (makes !== 'image') continue;
    const key = keys.get(name) ?? '';
    const tag = imageTag(name, key);
    note?.(`image ${name}`);
    await store.save(tag, folder, signal);
    const digest = built.get(tag) ?? '';
    images.push({ name, key, digest });
    if (name === 'base') await requireNoCredentials(folder, digest);
  }
  return { images, layout: (await filesBelow(folder)) ?? [] };
}
