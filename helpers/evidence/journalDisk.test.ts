import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type * as FileSystem from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { Journal, readJournal } from './journal.ts';
import type { ClaimEvidence } from './schema.ts';

/** What this disk does: bytes of a line that it takes, its error, and the calls that it saw. */
const disk = vi.hoisted(() => ({ takes: Infinity, error: undefined as Error | undefined, calls: [] as string[] }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const names = new Map<number, string>();
  return {
    ...real,
    openSync: (...args: Parameters<typeof real.openSync>) => {
      const file = real.openSync(...args);
      names.set(
        file,
        String(args[0])
          .replace(/^.*\/(?=raw|journal)/, '')
          .replace(/[0-9a-f]{64}/, '<sha256>')
          .replace(/\.[0-9a-f-]{36}$/, '.new'),
      );
      return file;
    },
    fsyncSync: (file: number) => {
      if (disk.error) throw disk.error;
      disk.calls.push(`fsync ${names.get(file)}`);
      real.fsyncSync(file);
    },
    fsync: (_file: number, done: (error: Error | null) => void) => void setTimeout(() => done(disk.error ?? null)),
    renameSync: (from: string, to: string) => {
      disk.calls.push('rename');
      real.renameSync(from, to);
    },
    writeSync: (file: number, text: Buffer | string) => {
      const bytes = Buffer.from(text);
      const taken = Math.min(disk.takes, bytes.length);
      disk.takes = Infinity;
      return real.writeSync(file, bytes, 0, taken);
    },
  };
});

beforeEach(() => void Object.assign(disk, { takes: Infinity, error: undefined, calls: [] }));

function journalOf(): { folder: string; journal: Journal } {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, journal: new Journal(folder) };
}

const stdout = { name: 'stdout.txt', content: 'hello', mediaType: 'text/plain' };
const finished = { event: 'claim-finished', claim: 'm1-a', evidence: {} as ClaimEvidence } as const;

test('an output is on the disk before it has its name, and its name before a verdict speaks of it', () => {
  const { journal } = journalOf();
  journal.keep(stdout);
  expect(disk.calls).toEqual(['fsync raw/<sha256>.new', 'rename']);
  journal.write(finished);
  expect(disk.calls.slice(2)).toEqual(['fsync raw', 'fsync journal.jsonl']);
});

test('an output that the disk did not take is an error', () => {
  const { folder, journal } = journalOf();
  disk.error = new Error('EIO: i/o error, fsync');
  expect(() => journal.keep(stdout)).toThrow(InfrastructureError);
  expect(() => journal.keep(stdout)).toThrow(/raw\/.*EIO/);
  expect(readdirSync(join(folder, 'raw'))).toEqual([]);
  disk.error = undefined;
  expect(readFileSync(join(folder, 'raw', journal.keep(stdout).sha256), 'utf8')).toBe('hello');
});

test('an error of the disk that came in the background ends in the next event: the kernel tells it once', async () => {
  const { journal } = journalOf();
  disk.error = new Error('EIO: i/o error, fsync');
  journal.write({ event: 'claim-started', claim: 'm1-a' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  disk.error = undefined;
  for (let n = 0; n < 2; n++) expect(() => journal.write(finished)).toThrow(/journal\.jsonl.*EIO/);
  expect(() => journal.close()).toThrow(InfrastructureError);
});

test('a line that the disk took in part is an error, and spoils no other line', () => {
  const { folder, journal } = journalOf();
  journal.write({ event: 'claim-started', claim: 'm1-a' });
  disk.takes = 20;
  expect(() => journal.write({ event: 'claim-started', claim: 'm1-b' })).toThrow('20 of ');
  expect(() => journal.write({ event: 'claim-started', claim: 'm1-c' })).toThrow(InfrastructureError);
  const other = new Journal(folder);
  other.write({ event: 'run-finished' });
  other.close();
  expect(readJournal(folder).map(({ event }) => event)).toEqual(['claim-started', 'line-cut', 'run-finished']);
});
