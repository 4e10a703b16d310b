import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadVersions } from '../versions.ts';
import { commandLineOf, wrongVariables } from './check.ts';
import { given } from './table.ts';

/** As make calls it: what stands on its command line is in the environment of the recipe too. */
function said(target: string, { line = {}, env = {} }: { line?: Record<string, string>; env?: Record<string, string> }): string {
  return wrongVariables({ targets: target.split(' '), commandLine: Object.keys(line), env: { ...env, ...line } }).join('\n');
}

test.for([
  ['verify', 'CLAIM', 'm1-ex7-denied-403', 'CLAIM is not a variable of this project; near it: CLAIMS.'],
  ['verify', 'claims', 'm1-*', 'near it: CLAIMS.'],
  ['verify', 'CLIAMS', 'm1-*', 'near it: CLAIMS'],
  ['list', 'CLAIM', 'm1-*', 'If another program reads it: env -u CLAIM make list'],
  ['verify', 'KEP', '1', 'near it: KEEP'],
  ['verify', 'KEPE', '1', 'near it: KEEP'],
  ['verify', 'ASIS', '1', 'near it: AS_IS'],
  ['kind-up', 'DRYRUN', '1', 'near it: DRY_RUN'],
  ['verify', 'PROVDERS', 'kind', 'near it: PROVIDER'],
  ['verify', 'KUBECONFG', 'file', 'near it: KUBECONFIG'],
  ['verify', 'ALLOWED_CONTEXT', 'lab', 'near it: ALLOW_CONTEXT'],
  ['verify', 'CLUSTERNAME', 'lab', 'near it: CLUSTER_NAME'],
  ['verify', 'MESHPROF_CACHE', '/x', 'near it: MESHPROOF_CACHE'],
  ['verify', 'MESHPROOF_KEEP', '1', 'MESHPROOF_KEEP is not a variable of this project; near it:'],
  ['kind-up', 'KIALI', 'v2.1', 'KIALI is not a variable of this project: there is one kiali'],
  ['kind-up', 'CONTAINERD', '2.5.0', 'there is one containerd'],
  ['kind-up', 'ISTOI', '1.30.4', 'near it: ISTIO'],
  ['verify', 'COMPATIBLITY', '1.30', 'near it: COMPATIBILITY'],
] as const)('in the environment of make %s, %s=%s is told', ([target, name, value, message]) => {
  expect(said(target, { env: { [name]: value } })).toContain(message);
});

test.for([
  ['a known variable that the target does not read', 'kind-up', { CLAIMS: 'x', STRICT: '1', KEEP: '1' }],
  ['a value of a variable that the target does not read', 'kind-up', { AS: '/usr/bin/as', CLUSTER: 'production' }],
  ['a component that is no version', 'kind-up', { CONTAINERD: 'true', KIALI: 'https://kiali.example.com', PROMETHEUS: '1' }],
  ['a version, which the chosen provider judges', 'verify', { ISTIO: '9.9.9', COMPATIBILITY: '1.30', KUBERNETES: '9' }],
  ['what was left empty', 'verify', { KEEP: '', PROVIDER: '' }],
  ['a valid value', 'verify', { KEEP: '0', AS_IS: '1', PROVIDER: 'embedded', KIND_EXPERIMENTAL_PROVIDER: 'docker' }],
  ['what the suite sets for its own programs', 'verify', { SUITE: 'unit', MESHPROOF_PACKS: 'reports/out/mutants/one' }],
] as const)('in the environment, %s is none', ([, target, env]) => {
  expect(said(target, { env })).toBe('');
});

const environments = parse(readFileSync(join(import.meta.dirname, 'environments.yaml'), 'utf8')) as Record<string, string>;

test.each(Object.entries(environments))('nothing is told about the names of %s', (_, names) => {
  const env = Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, '1.27.3']),
  );
  expect(said('verify', { env })).toBe('');
});

test.for([
  ['verify', 'CLAIM', 'CLAIM is not a variable of this project; near it: CLAIMS.'],
  ['verify', 'DOCS', 'near it: DOC.'],
  ['kind-up', 'KIALI', 'there is one kiali'],
  ['list', 'ISTIO', 'ISTIO is not read by make list; it is read by: verify, watch'],
  ['cache-key', 'COMPATIBILITY', 'COMPATIBILITY is not read by make cache-key'],
  ['kind-up', 'KUBERNETES_VERSION', 'near it: KUBERNETES'],
  [
    'kind-up',
    'FOO',
    'FOO is not a variable of this project. If another program reads it, write it before make: FOO=… make kind-up',
  ],
  ['kind-up', 'GOPROXY', 'write it before make: GOPROXY=… make kind-up'],
  ['verify', 'PATH', 'PATH is not a variable of this project. If another program reads it, write it before make'],
  ['verify', 'MESHPROOF_PACK', 'MESHPROOF_PACK is set by the suite itself: leave it out.'],
  [
    'kind-up',
    'CLAIMS',
    'CLAIMS is not read by make kind-up; it is read by: verify, watch, test, bench, mutants, matrix, rehearse, ledger.',
  ],
  ['kind-up istio-sidecar', 'CLAIMS', 'CLAIMS is not read by make kind-up istio-sidecar'],
  ['list', 'CLAIMS', 'CLAIMS is not read by make list'],
] as const)('make %s %s=x: %s', ([target, name, message]) => {
  expect(said(target, { line: { [name]: 'x' } })).toContain(message);
});

test.for(['CLAIM', 'KIALI', 'MESHPROOF_X'])('%s is an error before make as well: it is not to be moved there', (name) => {
  expect(said('verify', { line: { [name]: '1.30.4' } })).not.toContain('before make');
  expect(said('verify', { env: { [name]: '1.30.4' } })).toContain(name);
});

test('on the command line, one target that reads it is enough', () => {
  expect(said('kind-up verify', { line: { CLAIMS: 'x', DRY_RUN: '1' } })).toBe('');
});

test.for([
  ['verify', 'KEEP', '2', 'KEEP=2 is not valid: use KEEP=1, or leave it out.'],
  ['kind-up', 'DRY_RUN', 'yes', 'DRY_RUN=yes is not valid: use DRY_RUN=1, or leave it out.'],
  ['walkthrough', 'AS', 'both', 'AS=both is not valid: use AS=written or AS=corrected, or leave it out.'],
  ['verify', 'PROVIDER', 'minikube', 'PROVIDER=minikube is not valid: use PROVIDER=auto or PROVIDER=kind or'],
] as const)('make %s %s=%s: %s', ([target, name, value, message]) => {
  expect(said(target, { line: { [name]: value } })).toContain(message);
  expect(said(target, { env: { [name]: value } })).toContain(message);
});

test('the version that a component has is told', () => {
  const { prometheus, kiali } = loadVersions({});
  expect(said('kind-up', { env: { PROMETHEUS: 'v9.9.9' } })).toContain(
    `there is one prometheus ${prometheus} (cluster/versions.yaml).`,
  );
  expect(said('kind-up', { line: { KIALI: 'v2' } })).toContain(`there is one kiali ${kiali} (cluster/versions.yaml).`);
});

test('all that is wrong is told at once, each once', () => {
  const lines = said('verify', { line: { CLAIM: 'x', KEEP: '2' }, env: { KIALI: 'v2.1', STRICT: 'yes' } }).split('\n');
  expect(lines.map((line) => line.split(/[ =]/)[0])).toEqual(['CLAIM', 'KIALI', 'KEEP', 'STRICT']);
});

test('no variable has a name that is taken for another one', () => {
  for (const name of Object.keys(given)) expect(said('verify', { env: { [name]: '' } }), name).toBe('');
});

test('names on the command line are read as make passes them on', () => {
  expect(commandLineOf({})).toEqual([]);
  expect(commandLineOf({ MAKELEVEL: '1', MAKEFLAGS: 'k -j2 --jobserver-auth=3,4' })).toEqual([]);
  const MAKEFLAGS = String.raw`k -j2 --jobserver-auth=3,4 -- foo.bar=3 KEEP:=2 K$$x+=1 CLAIMS=a\ --\ B=c SET=`;
  expect(commandLineOf({ MAKELEVEL: '1', MAKEFLAGS })).toEqual(['foo.bar', 'KEEP', 'K$$x', 'CLAIMS', 'SET']);
});

test('inside another make its command line is not taken for ours: only what looks meant for us is told', () => {
  expect(commandLineOf({ MAKELEVEL: '2', MAKEFLAGS: 'w -- CONFIG=release CLAIM=x' })).toEqual([]);
});
