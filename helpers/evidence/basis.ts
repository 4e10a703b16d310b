import { execaSync } from 'execa';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { root } from '../root.ts';
import type { Environment } from './schema.ts';

/** What a run's verdicts rest on besides the cluster. By path: hashes of files, or what is there in their place. */
export interface Basis {
  version: string;
  commit: string;
  /** Files that differ from the commit. */
  changes: Record<string, string>;
  /** Ledgers and documents. */
  sources: Record<string, string>;
}

const unknown = 'unknown';

export function basisOf(ledger: LoadedLedger, folder = root): Basis {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const git = (...words: string[]) => execaSync('git', words, { cwd: folder, reject: false });
  const commit = git('rev-parse', 'HEAD');
  const names = ['diff --name-only -z HEAD', 'ls-files --others --exclude-standard -z'].flatMap((words) =>
    git(...words.split(' '))
      .stdout.split('\0')
      .filter(Boolean),
  );
  const sources = ledger.documents.flatMap(({ ledgerFile, document }) => [
    [ledgerFile, hashOf(join(folder, ledgerFile))],
    [document.path, document.sha256],
  ]);
  return {
    version,
    commit: commit.exitCode === 0 ? commit.stdout : unknown,
    changes: Object.fromEntries(names.sort().map((name) => [name, hashOf(join(folder, name))])),
    sources: Object.fromEntries(sources) as Basis['sources'],
  };
}

function hashOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? unknown;
  }
}

/** What is not as it was, in words. */
export function differences(was: Basis, is: Basis): string[] {
  const commit = was.commit === is.commit ? [] : [`the commit was ${was.commit.slice(0, 12)}, is ${is.commit.slice(0, 12)}`];
  // another commit names its own changes
  const changes = commit.length > 0 ? [] : changedIn(was.changes, is.changes);
  const paths = new Set([...changes, ...changedIn(was.sources, is.sources)]);
  return [...commit, ...[...paths].map((path) => `${path} has changed`)];
}

const changedIn = (was: Record<string, string>, is: Record<string, string>) =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((path) => was[path] !== is[path]);

/** What differs in the cluster, in words. A version that could not be read is no other version. */
export function otherCluster(was: Environment, is: Environment): string[] {
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
  return [
    ...(was.clusterUid === is.clusterUid && is.clusterUid !== unknown
      ? []
      : [`the cluster was ${was.clusterUid}, is ${is.clusterUid}`]),
    ...known.filter((name) => before[name] !== now[name]).map((name) => `${name} was ${before[name]}, is ${now[name]}`),
  ];
}
