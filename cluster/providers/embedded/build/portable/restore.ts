import { existsSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { InfrastructureError, UsageError } from '../../../../host/errors.ts';
import { takeLock } from '../../../../host/lock.ts';
import { imageTag } from '../dag/images.ts';
import type { Build } from '../dag/run.ts';
import { extractMembers, listArchive, openArchive, readMember, requireGnuTar } from './archive.ts';
import { inBytes, verifyFiles } from './files.ts';
import type { ImageStore } from './images.ts';
import { checkListing } from './listing.ts';
import {
  buildKey,
  folderMember,
  layoutMember,
  type Manifest,
  manifestFile,
  membersOf,
  parseManifest,
  platform,
} from './manifest.ts';

export interface RestoreOptions {
  images: ImageStore;
  note?: (line: string) => void;
  signal?: AbortSignal;
}

export interface Restored {
  /** Of the file, and of this checkout. */
  key: string;
  wanted: string;
  folders: number;
  images: number;
  /** Steps that stood here already, whole: they stay as they are. */
  kept: number;
  /** Steps that the file has not, or has with another key: the next build makes them. */
  toBuild: string[];
}

/**
 * Takes over what was packed on another machine: steps with the keys of this checkout, and of these what is not here yet.
 *
 * @throws UsageError when the file is no packed build, is damaged, or has nothing for this checkout
 */
export async function restoreCache(build: Build, file: string, options: RestoreOptions): Promise<Restored> {
  const { store, steps, keys } = build;
  const { images, signal } = options;
  await requireGnuTar();
  const archive = openArchive(file);
  const manifest = parseManifest(await readMember(archive, manifestFile, signal), file);
  const usable = usableOf(manifest, build, file);
  const built = await images.built();
  const folders = usable.folders.filter(({ name, key }) => !store.has(name, key));
  const loads = usable.images.filter(({ name, key }) => !built.has(imageTag(name, key)));
  const all = usable.folders.length + usable.images.length;
  const had = new Set([...usable.folders, ...usable.images].map(({ name }) => name));
  const result: Restored = {
    key: manifest.key,
    wanted: buildKey(keys),
    folders: folders.length,
    images: loads.length,
    kept: all - folders.length - loads.length,
    toBuild: steps.map(({ name }) => name).filter((name) => !had.has(name)),
  };
  if (folders.length + loads.length === 0) return result;

  checkListing(file, await listArchive(archive, signal), manifest);
  const lock = takeLock(store.lockFile, 'cache-restore');
  try {
    store.dropUnfinished();
    const { out, end } = store.begin('cache-restore');
    try {
      const part = { ...manifest, folders, images: loads, layout: loads.length ? manifest.layout : [] };
      requireSpace(part, out);
      const members = membersOf(part);
      await extractMembers(archive, { folder: out, members: [...members.keys()], signal });
      await verifyFiles(
        out,
        [...members].map(([path, one]) => ({ ...one, path })),
      );
      takeOver(part, build, out);
      for (const { name, key, digest } of loads) {
        options.note?.(`image ${name}`);
        await images.load(imageTag(name, key), digest, join(out, layoutMember('')), signal);
      }
    } finally {
      end();
    }
  } finally {
    lock.release();
  }
  return result;
}

/** What the file has under this checkout's own keys. */
function usableOf(manifest: Manifest, { keys }: Build, file: string): Pick<Manifest, 'folders' | 'images'> {
  if (manifest.platform !== platform) {
    throw new UsageError(`${file} was packed on ${manifest.platform}, this is ${platform}.`, {
      remedy: 'Pack on a machine of this kind.',
    });
  }
  const ours = <T extends { name: string; key: string }>(all: T[]) => all.filter(({ name, key }) => keys.get(name) === key);
  const found = { folders: ours(manifest.folders), images: ours(manifest.images) };
  if (found.folders.length + found.images.length > 0) return found;
  throw new UsageError(`${file} has build ${manifest.key}, and no step of build ${buildKey(keys)}, which this checkout needs.`, {
    remedy: 'Pack with the same commit, KUBERNETES, ISTIO, ENVOY and version of Go; `make cache-key` prints the key.',
  });
}

/** Images are unpacked once here and once more by Podman. */
function requireSpace(manifest: Manifest, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const size = (files: { size: number }[]) => files.reduce((sum, one) => sum + one.size, 0);
  const needed = size(manifest.folders.flatMap(({ files }) => files)) + 2 * size(manifest.layout);
  if (needed <= bavail * bsize) return;
  throw new InfrastructureError(`${inBytes(needed)} of disk are needed, ${inBytes(bavail * bsize)} are free.`, {
    remedy: 'Make room, or name another folder with MESHPROOF_CACHE.',
  });
}

/** Each folder appears whole under its key, as a step's own result does. */
function takeOver({ folders }: Manifest, { store }: Build, out: string): void {
  for (const step of folders) {
    const target = store.folder(step.name, step.key);
    // one that lost a file: the build would make it again
    if (existsSync(target)) rmSync(target, { recursive: true });
    renameSync(join(out, folderMember(step, '')), target);
  }
}
