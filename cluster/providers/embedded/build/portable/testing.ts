import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { imageTag } from '../dag/images.ts';
import { contentKeys } from '../dag/keys.ts';
import type { Build } from '../dag/run.ts';
import type { Step } from '../dag/step.ts';
import { Store } from '../dag/store.ts';
import type { ImageStore } from './images.ts';

const digest = `sha256:${'d'.repeat(64)}`;

export const step = (name: string, makes: Step['makes'], inputs?: Record<string, string>): Step => ({
  name,
  makes,
  pool: 'compile',
  seconds: 1,
  commands: [],
  inputs,
});

export const steps = [step('tool', 'folder'), step('charts', 'folder'), step('here', 'folder'), step('web', 'image')];

/** A machine with an empty cache. */
export function machine(all: Step[] = steps): { folder: string; build: Build } {
  const folder = mkdtempSync(join(tmpdir(), 'portable-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = new Store(join(folder, 'build'));
  mkdirSync(store.root, { recursive: true });
  return { folder, build: { store, steps: all, keys: contentKeys(all, folder), root: folder, env: {} } };
}

/** Finishes a step as a build does. */
export async function finish({ store, keys }: Build, name: string, files: Record<string, string>, links = {}): Promise<void> {
  store.dropUnfinished();
  const { out } = store.begin(name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text, { mode: path.startsWith('bin') ? 0o755 : 0o644 });
  }
  for (const [path, to] of Object.entries<string>(links)) execFileSync('ln', ['-s', to, join(out, path)]);
  await store.publish(name, keys.get(name) ?? '', out);
}

/** A machine that has built everything; `here` links a program of that machine. */
export async function builtMachine(): Promise<{ folder: string; build: Build; images: ImageStore }> {
  const { folder, build } = machine();
  await finish(build, 'tool', { 'bin-tool': '#!/bin/sh\n' });
  await finish(build, 'charts', { 'a.yaml': 'a: 1\n', 'deep/er/b.yaml': 'b: 2\n' });
  await finish(build, 'here', {}, { jq: '/usr/bin/jq' });
  return { folder, build, images: imagesOf([imageTag('web', build.keys.get('web') ?? '')]) };
}

/** Stands in for Podman: an image is a file with its name. */
export function imagesOf(tags: string[] = []): ImageStore & { loaded: string[] } {
  const built = new Map(tags.map((tag) => [tag, digest]));
  const loaded: string[] = [];
  return {
    loaded,
    built: async () => built,
    async save(tag, layout) {
      writeFileSync(join(layout, 'index.json'), tag);
    },
    async load(tag, is, layout) {
      if (readFileSync(join(layout, 'index.json'), 'utf8') !== tag) throw new Error(`${tag} is not in the layout`);
      built.set(tag, is);
      loaded.push(tag);
    },
  };
}

/** What a step's folder has under a path. */
export function read({ store, keys }: Build, name: string, path: string): string | undefined {
  const file = join(store.folder(name, keys.get(name) ?? ''), path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Unpacks a file, lets it be changed, and packs it again as anybody could; `more` goes to tar. */
export function tamper(file: string, change: (folder: string) => void, more: string[] = []): void {
  const folder = mkdtempSync(join(tmpdir(), 'tamper-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync('tar', ['-xzf', file, '-C', folder]);
  change(folder);
  const list = execFileSync('find', ['.', '-not', '-type', 'd', '-printf', '%P\\n'], { cwd: folder, encoding: 'utf8' });
  execFileSync('tar', ['-czf', file, '--absolute-names', '-C', folder, ...list.trim().split('\n'), ...more]);
}
