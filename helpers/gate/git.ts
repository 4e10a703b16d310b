import { execaSync, type SyncResult } from 'execa';
import { UsageError } from '../errors.ts';

/** What has changed in a folder of a git repository since a commit, committed or not. */
export interface Change {
  /** The commit that SINCE and the present one have in common. */
  base: string;
  head: string;
  /** Path of the folder inside its repository, with a slash at its end; '' for the repository itself. */
  prefix: string;
  /** Files that differ or are new, relative to the folder. */
  files: readonly string[];
  /** A file's text before the change; undefined where there was none. */
  before: (path: string) => string | undefined;
}

/** @throws {UsageError} for a folder that is in no git repository, or a commit that it does not have */
export function changeSince(folder: string, since: string): Change {
  const git = (...words: string[]): SyncResult =>
    execaSync('git', words, { cwd: folder, reject: false, stripFinalNewline: true });
  const prefix = git('rev-parse', '--show-prefix');
  if (prefix.exitCode !== 0)
    throw new UsageError(`CONTENT=${folder} is in no git repository: SINCE compares commits. Name a folder of one.`);
  const commit = (ref: string) => git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  const [from, head] = [commit(since), commit('HEAD')];
  if (from.exitCode !== 0)
    throw new UsageError(
      `SINCE=${since} is no commit of ${folder}: name a branch, tag or commit that is there. In CI, fetch it first (fetch-depth: 0).`,
    );
  const common = git('merge-base', String(from.stdout), String(head.stdout));
  const base = String(common.exitCode === 0 ? common.stdout : from.stdout);
  const named = (...words: string[]) =>
    String(git(...words).stdout)
      .split('\0')
      .filter(Boolean);
  const files = [
    ...named('diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--relative', base),
    ...named('ls-files', '--others', '--exclude-standard', '-z'),
  ];
  const texts = new Map<string, string | undefined>();
  const read = (path: string) => {
    const { exitCode, stdout } = execaSync('git', ['show', `${base}:./${path}`], {
      cwd: folder,
      reject: false,
      stripFinalNewline: false,
    });
    return exitCode === 0 ? stdout : undefined;
  };
  return {
    base,
    head: String(head.stdout),
    prefix: String(prefix.stdout),
    files: [...new Set(files)].sort(),
    before: (path) => {
      if (!texts.has(path)) texts.set(path, read(path));
      return texts.get(path);
    },
  };
}
