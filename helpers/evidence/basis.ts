import { execaSync } from 'execa';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { content } from '../content.ts';
import { root } from '../root.ts';
import type { Environment } from './schema.ts';

/** What a run's verdicts rest on besides the cluster. By path: hashes of files, or what is there in their place. */
export interface Basis extends Commit {
  version: string;
  /** Ledgers and documents. */
  sources: Record<string, string>;
  /** Where the documents come from, if that is another folder than the checkout. */
  content?: Commit;
}

interface Commit {
  /** `unknown` where git does not say: there is none, the folder is no checkout, or belongs to another user. */
  commit: string;
  /** Files that differ from the commit; of an unknown one, all that a run reads. */
  changes: Record<string, string>;
}

export const unknown = 'unknown';

/** The suite's own version. */
export const suiteVersion = (folder = root): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;

export function basisOf(ledger: LoadedLedger, folder = root, documents = folder === root ? content : folder): Basis {
  const sources = ledger.documents.flatMap(({ ledgerFile, document }) => [
    [ledgerFile, hashOf(join(documents, ledgerFile))],
    [document.path, document.sha256],
  ]);
  return {
    version: suiteVersion(folder),
    ...commitOf(folder),
    sources: Object.fromEntries(sources) as Basis['sources'],
    ...(documents !== folder && { content: commitOf(documents) }),
  };
}

/** The commit of a folder, and the files that differ from it. */
export function commitOf(folder: string): Commit {
  const git = (...words: string[]) => execaSync('git', words, { cwd: folder, reject: false });
  const hashes = (names: string[]) => Object.fromEntries(names.sort().map((name) => [name, hashOf(join(folder, name))]));
  const commit = git('rev-parse', 'HEAD');
  if (commit.exitCode !== 0) return { commit: unknown, changes: hashes(filesReadIn(folder)) };
  const names = ['diff --name-only -z HEAD', 'ls-files --others --exclude-standard -z'].flatMap((words) =>
    git(...words.split(' '))
      .stdout.split('\0')
      .filter(Boolean),
  );
  return { commit: commit.stdout, changes: hashes(names) };
}

/** What runs, and what it reads: of a folder of documents, its specs and fixtures. */
const filesReadIn = (folder: string): string[] =>
  globSync(['*', '{cluster,fixtures,helpers,reports,specs}/**'], {
    cwd: folder,
    withFileTypes: true,
    exclude: ({ name, parentPath }) => name === 'node_modules' || (name === 'out' && basename(parentPath) === 'reports'),
  })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));

function hashOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? unknown;
  }
}

/** What is not as it was, in words. */
export function differences(was: Basis, is: Basis): string[] {
  const none = { commit: '', changes: {} };
  const own = otherCommit('the commit', was, is);
  const theirs = otherCommit('the content’s commit', was.content ?? none, is.content ?? none);
  const paths = new Set([...own.changes, ...theirs.changes, ...changedIn(was.sources, is.sources)]);
  return [...own.commit, ...theirs.commit, ...[...paths].map((path) => `${path} has changed`)];
}

/** Another commit names its own changes. */
function otherCommit(name: string, was: Commit, is: Commit): { commit: string[]; changes: string[] } {
  if (was.commit === is.commit) return { commit: [], changes: changedIn(was.changes, is.changes) };
  return { commit: [`${name} was ${was.commit.slice(0, 12)}, is ${is.commit.slice(0, 12)}`], changes: [] };
}

const changedIn = (was: Record<string, string>, is: Record<string, string>) =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((path) => was[path] !== is[path]);

/** What differs in the cluster's parts, in words. A version that could not be read is no other version. */
export function otherParts(was: Environment, is: Environment): string[] {
  const parts = ({ kubernetes, istio, proxy, networkPolicy, kubeProxyMode, components }: Environment) => ({
    ...Object.fromEntries(components.map(({ name, version }) => [name, version])),
    kubernetes,
    istio,
    proxy,
    NetworkPolicy: networkPolicy,
    'kube-proxy’s mode': kubeProxyMode,
  });
  const [before, now] = [parts(was) as Record<string, string>, parts(is) as Record<string, string>];
  const known = Object.keys(before).filter((name) => ![before[name], now[name] ?? unknown].includes(unknown));
  return known.filter((name) => before[name] !== now[name]).map((name) => `${name} was ${before[name]}, is ${now[name]}`);
}

/** Whether it is another cluster, and what differs in its parts, in words. */
export function otherCluster(was: Environment, is: Environment): string[] {
  const same = was.clusterUid === is.clusterUid && is.clusterUid !== unknown;
  return [...(same ? [] : [`the cluster was ${was.clusterUid}, is ${is.clusterUid}`]), ...otherParts(was, is)];
}
