import { execaSync } from 'execa';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { basisOf, differences, otherCluster } from './basis.ts';
import type { Environment } from './schema.ts';
import { plantedEnvironment } from './testing.ts';

const ledgerOf = (text: string) =>
  ({
    documents: [{ ledgerFile: 'specs/claims/a.yaml', document: new MarkdownDocument('fixtures/documents/a.md', text) }],
  }) as LoadedLedger;

function checkout() {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const git = (...words: string[]) =>
    execaSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { cwd: folder }).stdout;
  write('package.json', '{"version":"0.1.0"}');
  write('specs/claims/a.yaml', 'claims: []');
  write('specs/a.spec.ts', "claim('m1-a')");
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'a');
  return { write, git, basis: (text = 'line 1') => basisOf(ledgerOf(text), folder) };
}

test('the same checkout is the same basis', () => {
  const { basis, git } = checkout();
  expect(basis()).toMatchObject({ version: '0.1.0', commit: git('rev-parse', 'HEAD'), changes: {} });
  expect(differences(basis(), basis())).toEqual([]);
});

test('whatever changed is named', () => {
  const { basis, write, git } = checkout();
  const was = basis();
  write('specs/a.spec.ts', "claim('m1-b')");
  write('specs/new file.spec.ts', "claim('m1-c')");
  expect(differences(was, basis())).toEqual(['specs/a.spec.ts has changed', 'specs/new file.spec.ts has changed']);
  const dirty = basis();
  write('specs/a.spec.ts', "claim('m1-d')");
  expect(differences(dirty, basis())).toEqual(['specs/a.spec.ts has changed']);
  git('add', '-A');
  git('commit', '-qm', 'b');
  expect(differences(was, basis())).toEqual([`the commit was ${was.commit.slice(0, 12)}, is ${basis().commit.slice(0, 12)}`]);
});

test('without a commit every file that a run reads tells of a change, and no output of a run does', () => {
  const { basis, write, git } = checkout();
  rmSync(join(git('rev-parse', '--show-toplevel'), '.git'), { recursive: true });
  const was = basis();
  expect(was).toMatchObject({ commit: 'unknown', changes: { 'specs/a.spec.ts': expect.any(String) } });
  write('reports/out/latest/index.html', 'a page');
  write('node_modules/a/index.js', 'a module');
  expect(differences(was, basis())).toEqual([]);
  write('specs/a.spec.ts', "claim('m1-b')");
  write('helpers/new.ts', '');
  expect(differences(was, basis())).toEqual(['specs/a.spec.ts has changed', 'helpers/new.ts has changed']);
});

test('a removed file has changed, and so have a ledger and a document of whatever commit', () => {
  const { basis, write, git } = checkout();
  const was = basis();
  rmSync(join(git('rev-parse', '--show-toplevel'), 'specs/a.spec.ts'));
  expect(differences(was, basis())).toEqual(['specs/a.spec.ts has changed']);
  git('checkout', '-q', '.');
  write('specs/claims/a.yaml', 'claims: [a]');
  expect(differences(was, basis('line one'))).toEqual(['specs/claims/a.yaml has changed', 'fixtures/documents/a.md has changed']);
});

const environment: Environment = {
  ...plantedEnvironment,
  networkPolicy: 'kube-network-policies 1.1',
  components: [{ name: 'etcd', version: '3.6.6' }],
};

test('another cluster, and another version in the same one, are named', () => {
  expect(otherCluster(environment, environment)).toEqual([]);
  expect(otherCluster(environment, { ...environment, clusterUid: 'u-2', kubernetes: '1.35.4' })).toEqual([
    'the cluster was u-1, is u-2',
    'kubernetes was 1.36.3, is 1.35.4',
  ]);
  const later = { ...environment, components: [{ name: 'etcd', version: '3.6.7' }] };
  expect(otherCluster(environment, later)).toEqual(['etcd was 3.6.6, is 3.6.7']);
});

test('what could not be read is no other version', () => {
  expect(otherCluster(environment, { ...environment, proxy: 'unknown' })).toEqual([]);
});

test('a cluster without a uid cannot be told from another', () => {
  const unnamed = { ...environment, clusterUid: 'unknown' };
  expect(otherCluster(environment, unnamed)).toEqual(['the cluster was u-1, is unknown']);
  expect(otherCluster(unnamed, unnamed)).toEqual(['the cluster was unknown, is unknown']);
});
