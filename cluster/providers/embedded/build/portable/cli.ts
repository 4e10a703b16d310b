import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../../../host/errors.ts';
import { cacheFolder } from '../../../../host/names.ts';
import { ensurePackages } from '../../../../host/packages.ts';
import { runProgram } from '../../../../host/program.ts';
import { loadVersions } from '../../../../versions.ts';
import { requiredPackages } from '../packages.ts';
import { prepare } from '../prepare.ts';
import { inBytes } from './files.ts';
import { podmanImages } from './images.ts';
import { buildKey } from './manifest.ts';
import { packCache } from './pack.ts';
import { restoreCache } from './restore.ts';

const help = `Carries the embedded cluster's build from one machine to another.

  cli.ts key       the key of the build that this checkout needs
  cli.ts pack      packs every result of the build into FILE
  cli.ts restore   takes over from FILE what has this checkout's keys and is not here yet

FILE is a tar, compressed by zstd, or by gzip where zstd is not there. It holds folders and images of the build with their
SHA-256, and no log, setting, cluster or key. The hashes find damage, not malice: whoever restores a file runs its programs.

Environment: FILE, MESHPROOF_CACHE, KUBERNETES, ISTIO, ENVOY.
Exit status: 0 done · 2 the machine or a tool failed · 3 wrong usage, or a file that is no packed build · 130 interrupted.`;

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
const options = {
  images: podmanImages,
  signal: stop.signal,
  note: (line: string) => void (process.stderr.isTTY && process.stderr.write(`\u001b[2K${line}\r`)),
};

function fileOf({ FILE }: NodeJS.ProcessEnv): string {
  if (FILE) return resolve(FILE);
  throw new UsageError('FILE names no file.', { remedy: 'Say which: make cache-pack FILE=meshproof-build.tar.zst' });
}

async function main(command: string | undefined): Promise<void> {
  const build = await prepare(loadVersions(), cacheFolder());
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const all = build.steps.length;
  if (command === 'key') return console.log(buildKey(build.keys));
  if (command === 'pack') {
    const file = fileOf(process.env);
    const { key, compression, folders, images, bytes, size, leftOut } = await packCache(build, file, options);
    console.log(
      `packed ${folders} folders and ${images} images of ${all} steps: ${inBytes(bytes)}, as ${inBytes(size)} of ${compression}`,
    );
    if (leftOut.length) console.log(`left out, because it points at this machine: ${leftOut.join(', ')}`);
    return console.log(`key ${key}, ${seconds()}, ${file}`);
  }
  if (command === 'restore') {
    const file = fileOf(process.env);
    mkdirSync(build.store.root, { recursive: true });
    await ensurePackages(requiredPackages, { signal: stop.signal });
    const { key, wanted, folders, images, kept, toBuild } = await restoreCache(build, file, options);
    console.log(`restored ${folders} folders and ${images} images, kept ${kept} that were here, of ${all} steps`);
    if (toBuild.length) console.log(`to be built: ${toBuild.join(', ')}`);
    return console.log(`key ${key}${key === wanted ? '' : ` (this checkout needs ${wanted})`}, ${seconds()}`);
  }
  throw new UsageError(`There is no command ${command ?? ''}.`, { remedy: 'See --help.' });
}

await runProgram(help, async () => {
  await main(process.argv[2]);
  return 0;
});
