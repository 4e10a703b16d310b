import { UsageError } from '../../../../host/errors.ts';
import type { Entry } from './archive.ts';
import { type Manifest, manifestFile, membersOf } from './manifest.ts';

/** Why an archive may not be unpacked: every entry that is not a file of its manifest, and every file that is not there. */
export function listingFaults(entries: readonly Entry[], manifest: Manifest): string[] {
  const expected = membersOf(manifest);
  const seen = new Set<string>();
  const faults = entries.flatMap((entry) => {
    const fault = faultOf(entry, expected, seen);
    seen.add(entry.path);
    return fault ? [`${entry.path}: ${fault}`] : [];
  });
  const lost = [...expected.keys()]
    .filter((path) => !seen.has(path))
    .map((path) => `${path}: is in the manifest, not in the file`);
  return [...faults, ...lost];
}

function faultOf({ path, type, size }: Entry, expected: ReturnType<typeof membersOf>, seen: Set<string>): string | undefined {
  if (path.startsWith('/')) return 'is an absolute path';
  if (path.split('/').includes('..')) return 'leads out of the folder';
  if (type === 'l' || type === 'h') return 'is a link';
  if (type !== '-') return `is no file (${type})`;
  if (seen.has(path)) return 'stands there twice';
  if (path === manifestFile) return undefined;
  const file = expected.get(path);
  if (!file) return 'is not in the manifest';
  return file.size === size ? undefined : `has ${size} bytes, ${file.size} in the manifest`;
}

/** @throws UsageError with the first faults */
export function checkListing(file: string, entries: readonly Entry[], manifest: Manifest): void {
  const faults = listingFaults(entries, manifest);
  if (faults.length === 0) return;
  const more = faults.length > 5 ? `\n  and ${faults.length - 5} more` : '';
  throw new UsageError(`${file} was not unpacked:\n  ${faults.slice(0, 5).join('\n  ')}${more}`, {
    remedy: 'Take a file that `make cache-pack` wrote, whole and unaltered.',
  });
}
