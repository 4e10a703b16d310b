import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Workstation } from '../../lane/workstation.ts';
import { readerCommand } from './command.ts';
import { readersVariables } from './readersVariables.ts';
import { inShell } from './shell.ts';

vi.mock('../../kube/connection.ts', () => ({ connection: async () => ({ cluster: { bin: '/cluster/bin' } }) }));

const limited = { user: 'system:serviceaccount:meshproof:reader-1', lane: 'mp-lane-1' };

afterEach(() => void vi.unstubAllEnvs());

/** The variables that a reader's command sees. */
async function seen(station: Pick<Workstation, 'limited'> = {}): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { exit, stdout } = await inShell({ ...station, kubeconfig: join(folder, 'kubeconfig') }, 'env -0', {});
  expect(exit).toBe(0);
  const pairs = stdout.split('\0').map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)] as const);
  return new Map(pairs.filter(([name]) => name !== ''));
}

test.for([
  'GITHUB_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'CI_JOB_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'NPM_TOKEN',
  'VAULT_TOKEN',
  'MESHPROOF_SIGNING_KEY',
  'ANYTHING',
])('%s of this program does not reach a reader’s command', async (name) => {
  vi.stubEnv(name, 'a-secret');
  expect([...(await seen()).values()].filter((value) => value.includes('a-secret'))).toEqual([]);
});

test('nor does it reach the command that puts a change back', async () => {
  vi.stubEnv('GITHUB_TOKEN', 'a-secret');
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'kubeconfig'), '');
  let putBack: (() => Promise<void>) | undefined;
  const station = { kubeconfig: join(folder, 'kubeconfig'), atEnd: (undo: () => Promise<void>) => void (putBack = undo) };
  await readerCommand(station, 'true', { undo: `env > ${folder}/seen` }).take();
  await putBack?.();
  const seenThen = readFileSync(join(folder, 'seen'), 'utf8');
  expect(seenThen).toContain('KUBECONFIG=');
  expect(seenThen).not.toContain('a-secret');
});

test('what a reader’s terminal has does, and what the documents’ targets read', async () => {
  const given = {
    HOME: '/home/reader',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    TMPDIR: '/var/tmp',
    PROVIDER: 'kind',
    CLUSTER_NAME: 'lab',
    MESHPROOF_CACHE: '/cache',
  };
  for (const [name, value] of Object.entries({ ...given, PATH: `${process.env.PATH}:/last` })) vi.stubEnv(name, value);
  const variables = await seen();
  expect(Object.fromEntries(variables)).toMatchObject(given);
  expect(variables.get('PATH')).toMatch(/^\/cluster\/bin:.*:\/last$/);
  expect(variables.get('KUBECONFIG')).toMatch(/\/kubeconfig$/);
});

test('what this run was asked for does not: it would change what a target does', async () => {
  for (const name of ['KEEP', 'DRY_RUN', 'CLAIMS', 'MAKEFLAGS', 'MAKELEVEL']) vi.stubEnv(name, '1');
  const variables = await seen();
  expect(['KEEP', 'DRY_RUN', 'CLAIMS', 'MAKEFLAGS', 'MAKELEVEL'].filter((name) => variables.has(name))).toEqual([]);
});

test('a proxy does, unless its address holds a password', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128');
  vi.stubEnv('http_proxy', 'http://user:a-secret@proxy.example:3128');
  const variables = await seen();
  expect(variables.get('HTTPS_PROXY')).toBe('http://proxy.example:3128');
  expect(variables.has('http_proxy')).toBe(false);
});

test('in a cluster of others the administrator’s kubeconfig is named by no variable, and found in no home', async () => {
  for (const name of ['KUBECONFIG', 'HOME', 'XDG_CONFIG_HOME']) vi.stubEnv(name, '/home/administrator');
  vi.stubEnv('MESHPROOF_CACHE', '');
  vi.stubEnv('XDG_CACHE_HOME', '/caches');
  const variables = await seen({ limited });
  expect([...variables].filter(([, value]) => value.includes('/home/administrator'))).toEqual([]);
  expect(variables.get('HOME')).toBe(dirname(variables.get('KUBECONFIG') ?? ''));
  // a target of the documents still finds the cluster's record
  expect(variables.get('MESHPROOF_CACHE')).toBe('/caches/meshproof');
});

test('nor by one that a walk hands to its reader', () => {
  vi.stubEnv('KUBECONFIG', '/home/administrator/.kube/config');
  expect(Object.values(readersVariables())).not.toContain('/home/administrator/.kube/config');
});
