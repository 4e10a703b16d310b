import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { execa, type Options } from 'execa';
import { InfrastructureError, InterruptedError, UsageError } from '../../../../host/errors.ts';
import { findTool } from '../../../../host/tools.ts';

/** Programs of the machine, the better one first, with the first bytes of what they write. */
const compressors = {
  zstd: { magic: [0x28, 0xb5, 0x2f, 0xfd], pack: 'zstd -T0', unpack: 'zstd -d' },
  gzip: { magic: [0x1f, 0x8b], pack: 'gzip -n', unpack: 'gzip -d' },
} as const;
export type Compression = keyof typeof compressors;
const names = Object.keys(compressors) as Compression[];

/** An entry as tar lists it; `-` is a regular file. */
export interface Entry {
  type: string;
  size: number;
  path: string;
}

/** @throws InfrastructureError when this machine has neither */
export function bestCompression(path: string = process.env.PATH ?? ''): Compression {
  const found = names.find((name) => findTool(name, path));
  if (found) return found;
  throw new InfrastructureError('Neither zstd nor gzip is on PATH.', { remedy: 'Install one: apt-get install zstd' });
}

/** How a file is compressed, by its first bytes; undefined for another file. */
export function compressionOf(file: string): Compression | undefined {
  const bytes = Buffer.alloc(4);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, bytes, 0, 4, 0);
  } finally {
    closeSync(opened);
  }
  return names.find((name) => compressors[name].magic.every((byte, at) => bytes[at] === byte));
}

async function tar(args: readonly string[], options: Options & { signal?: AbortSignal }): Promise<string> {
  const { signal, ...rest } = options;
  const cancel = signal && { cancelSignal: signal };
  const result = await execa('tar', args, { env: { LC_ALL: 'C' }, maxBuffer: 50_000_000, reject: false, ...cancel, ...rest });
  if (result.isCanceled) throw new InterruptedError('tar was stopped.');
  if (result.code === 'ENOENT') throw new InfrastructureError('tar is not on PATH.', { remedy: 'Install GNU tar.' });
  if (result.failed) throw new InfrastructureError(`tar failed:\n  ${String(result.stderr).trim() || result.message}`);
  return String(result.stdout);
}

/** @throws InfrastructureError: other tars list in another form, and lack the switches */
export async function requireGnuTar(): Promise<void> {
  const [version = ''] = (await tar(['--version'], {})).split('\n');
  if (version.includes('GNU tar')) return;
  throw new InfrastructureError(`GNU tar is needed, this is ${version}.`, { remedy: 'Put GNU tar first on PATH.' });
}

/** Writes the members of a folder, in their order and without what tells this machine: owners, times. */
export async function writeArchive(
  target: string,
  { folder, members, compression, signal }: { folder: string; members: string[]; compression: Compression; signal?: AbortSignal },
): Promise<void> {
  const plain = ['--format=gnu', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--hard-dereference'];
  const list = ['--no-recursion', '--null', '--verbatim-files-from', '--files-from=-'];
  const { pack } = compressors[compression];
  const args = ['--create', `--file=${target}`, '--force-local', `--use-compress-program=${pack}`, ...plain];
  await tar([...args, `--directory=${folder}`, ...list], { input: members.join('\0'), signal });
}

/** A packed file that is there, with how to read it. */
export interface Archive {
  file: string;
  reading: string[];
}

/** @throws UsageError when it is no compressed archive, InfrastructureError when its compressor is not here */
export function openArchive(file: string): Archive {
  if (!existsSync(file)) throw new UsageError(`${file} does not exist.`, { remedy: 'Name a file that `make cache-pack` wrote.' });
  const compression = compressionOf(file);
  if (!compression)
    throw new UsageError(`${file} is neither zstd nor gzip.`, { remedy: 'Name a file that `make cache-pack` wrote.' });
  if (!findTool(compression)) {
    throw new InfrastructureError(`${file} was packed with ${compression}, which is not on PATH.`, {
      remedy: `Install it: apt-get install ${compression}`,
    });
  }
  const { unpack } = compressors[compression];
  return { file, reading: [`--file=${file}`, '--force-local', `--use-compress-program=${unpack}`] };
}

/** The text of the first member of this name. */
export async function readMember({ reading }: Archive, member: string, signal?: AbortSignal): Promise<string> {
  return tar(['--extract', ...reading, '--to-stdout', '--occurrence=1', member], { signal });
}

/** Every entry with its name as it stands: tar would take what leads out of the folder off it. */
export async function listArchive({ file, reading }: Archive, signal?: AbortSignal): Promise<Entry[]> {
  const how = ['--verbose', '--numeric-owner', '--absolute-names', '--quoting-style=escape'];
  const lines = (await tar(['--list', ...reading, ...how], { signal })).split('\n').filter(Boolean);
  return lines.map((line) => {
    const [, type = '', size, path = ''] = /^(.)\S{9,} +\S+ +(\d+|\d+,\d+) \S+ \S+ (.*)$/.exec(line) ?? [];
    if (!type) throw new UsageError(`${file} has an entry that cannot be read: ${line}`);
    return { type, size: Number(size), path };
  });
}

/** Extracts these members, which must have been looked at in the listing. */
export async function extractMembers(
  { reading }: Archive,
  { folder, members, signal }: { folder: string; members: string[]; signal?: AbortSignal },
): Promise<void> {
  const list = ['--null', '--verbatim-files-from', '--files-from=-'];
  const careful = ['--no-same-owner', '--no-same-permissions', '--keep-old-files'];
  await tar(['--extract', ...reading, ...careful, `--directory=${folder}`, ...list], { input: members.join('\0'), signal });
}
