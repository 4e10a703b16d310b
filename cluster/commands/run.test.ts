import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { writeCluster } from '../records/state.ts';
import { temporaryFolder } from '../host/testing.ts';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { providerNamed } from '../providers/index.ts';
import { runCli } from './run.ts';

async function run(argv: string[], env: Record<string, string> = {}) {
  const cache = join(temporaryFolder(), 'cache');
  const [out, err]: [string[], string[]] = [[], []];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const status = await runCli(
    argv,
    { PATH: process.env.PATH ?? '', CLUSTER_NAME: 'mp-test', MESHPROOF_CACHE: cache, ...env },
    output,
  );
  return { status, out: out.join('\n'), err: err.join('\n'), created: existsSync(join(cache, 'clusters', 'mp-test')) };
}

const lab = `apiVersion: v1
kind: Config
current-context: lab
contexts: [{name: lab, context: {cluster: lab, user: admin}}]
clusters: [{name: lab, cluster: {server: 'https://192.0.2.10:6443'}}]
users: [{name: admin, user: {token: t}}]
`;

test('--help tells every command and ends 0; no command at all is a usage error', async () => {
  const help = await run(['--help']);
  expect(help.status).toBe(0);
  for (const command of [
    'up',
    'down',
    'doctor',
    'istio-sidecar',
    'mtls-strict',
    'kiali',
    'peers',
    'status',
    'clean-run',
    'snapshot',
    'snapshot-diff',
    'audit-writes',
    'prune',
  ]) {
    expect(help.out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  }
  expect((await run([])).status).toBe(3);
});

test.each([[['nosuch']], [['up', '--nosuch']]])('%j is a usage error with a remedy', async (argv) => {
  const { status, err } = await run(argv);
  expect(status).toBe(3);
  expect(err).toContain('What to do:');
});

test.each([
  [{ PROVIDER: 'minikube' }, 'PROVIDER=minikube is not valid'],
  [{ DRY_RUN: 'yes' }, 'DRY_RUN=yes is not valid'],
  [{ PROVIDER: 'embedded', KUBERNETES: '1.0.0' }, 'KUBERNETES=1.0.0: provider embedded does not have it'],
  [{ PROVIDER: 'kind', KUBERNETES: '1.0.0' }, 'KUBERNETES=1.0.0: provider kind does not have it'],
  [{ PROVIDER: 'embedded', ISTIO: '9.9.9' }, 'ISTIO=9.9.9: provider embedded does not have it'],
  [{ PROVIDER: 'kind', ISTIO: '9.9.9' }, 'ISTIO=9.9.9: provider kind does not have it'],
  [{ PROVIDER: 'embedded', COMPATIBILITY: '1.31' }, 'COMPATIBILITY=1.31: Istio 1.31.0 cannot keep the defaults of 1.31'],
  [{ PROVIDER: 'kind', ISTIO: '1.30.4', COMPATIBILITY: '1.30' }, 'COMPATIBILITY=1.30: Istio 1.30.4 cannot keep'],
  [{ PROVIDER: 'existing', COMPATIBILITY: '1.30' }, 'COMPATIBILITY=1.30: provider existing installs no Istio'],
  [{ PROVIDER: 'kind', REVISION: '1-31' }, 'REVISION=1-31: provider kind installs one Istio'],
  [{ PROVIDER: 'embedded', REVISION: '1-31' }, 'REVISION=1-31: provider embedded installs one Istio'],
  [{ PROVIDER: 'kind', PROMETHEUS_AT: 'a/b:1' }, 'PROMETHEUS_AT=a/b:1: provider kind installs a Prometheus of its own'],
  [{ PROVIDER: 'embedded', KIALI_AT: 'a/b:1' }, 'KIALI_AT=a/b:1: provider embedded installs a Kiali of its own'],
  [{ PROVIDER: 'embedded', IMAGES: 'mirror.example/all' }, 'IMAGES=mirror.example/all: provider embedded knows'],
  [{ PROVIDER: 'existing', KIALI_AT: 'v2.1' }, 'KIALI_AT=v2.1 names no Service'],
  [{ PROVIDER: 'existing', IMAGES: 'https://mirror.example' }, 'IMAGES=https://mirror.example is no registry'],
])('%j is a usage error, and nothing is created', async (env, message) => {
  const { status, err, created } = await run(['up'], env);
  expect({ status, created }).toEqual({ status: 3, created: false });
  expect(err).toContain(message);
});

test('down asks for no version: what stands is removed whatever is asked for', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const { status } = await run(['down'], { PROVIDER: 'kind', KUBERNETES: '1.0.0', ISTIO: '9.9.9', COMPATIBILITY: '9' });
  vi.unstubAllEnvs();
  expect(status).toBe(0);
});

test.each([
  [{ PROVIDER: 'kind', KUBERNETES: '1.35.8' }, 'Kubernetes 1.35.8, Istio 1.31.0, Envoy of Istio 1.31.0 is asked for'],
  [{ PROVIDER: 'kind', ISTIO: '1.30.4' }, 'Kubernetes 1.36.4, Istio 1.30.4, Envoy of Istio 1.30.4 is asked for'],
  [{ PROVIDER: 'kind', COMPATIBILITY: '1.30' }, 'Istio 1.31.0 with the defaults of 1.30, Envoy of Istio 1.31.0 is asked for'],
  [{ PROVIDER: 'existing', KUBERNETES: '1.35.8' }, 'Leave KUBERNETES and ISTIO out'],
  [{ PROVIDER: 'existing', ISTIO: '1.30.4' }, 'Leave KUBERNETES and ISTIO out'],
])('%j where a cluster of another version stands: an error that names both', async (env, words) => {
  const MESHPROOF_CACHE = temporaryFolder();
  const variant = { kubernetes: '1.36.4', istio: '1.31.0', envoy: 'of Istio 1.31.0' };
  const parts = { kubeconfig: '', context: 'lab', bin: '', substitutions: [], components: [], networkPolicy: 'kindnet', variant };
  const { name: provider, capabilities } = providerNamed(env.PROVIDER);
  writeCluster({ name: 'mp-test', provider, says: 'a lab', capabilities, ...parts }, { MESHPROOF_CACHE });
  const KUBECONFIG = join(MESHPROOF_CACHE, 'kubeconfig');
  writeFileSync(KUBECONFIG, lab);
  const { status, err } = await run(['up', '--as-is'], { ...env, MESHPROOF_CACHE, KUBECONFIG, ALLOW_CONTEXT: 'lab' });
  expect(status).toBe(2);
  expect(err).toContain('Cluster mp-test runs Kubernetes 1.36.4, Istio 1.31.0, Envoy of Istio 1.31.0;');
  expect(err).toContain(words);
});

test('existing without ALLOW_CONTEXT, with another one, or with a broken file: one clear error, nothing created', async () => {
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, 'apiVersion: v1\nkind: Config\ncurrent-context: production\n');
  const cases: [Record<string, string>, string][] = [
    [{ KUBECONFIG: file }, 'needs ALLOW_CONTEXT'],
    [{ KUBECONFIG: file, ALLOW_CONTEXT: 'lab' }, 'current context of KUBECONFIG is production'],
    [{ KUBECONFIG: '/nowhere', ALLOW_CONTEXT: 'lab' }, 'there is no such file'],
  ];
  for (const [env, message] of cases) {
    const { status, err, created } = await run(['up', '--all'], { PROVIDER: 'existing', ...env });
    expect({ status, created }).toEqual({ status: 3, created: false });
    expect(err).toContain(message);
    expect(err.match(/What to do:/g)).toHaveLength(1);
  }
});

test('what needs a cluster says so when there is none', async () => {
  for (const command of ['istio-sidecar', 'mtls-strict', 'kiali']) {
    const { status, err } = await run([command]);
    expect(status).toBe(2);
    expect(err).toContain('There is no cluster mp-test');
    expect(err).toContain('make kind-up');
  }
});

test('a cluster that does not stand cannot be used as it is', async () => {
  const { status, err, created } = await run(['up', '--as-is'], { PROVIDER: 'existing' });
  expect({ status, created }).toEqual({ status: 2, created: false });
  expect(err).toContain('There is no cluster mp-test to be used as it is');
});

test.each(['down', 'prune'])('%s where no engine is installed yet: there is nothing', async (command) => {
  vi.stubEnv('PATH', '/nowhere');
  const { status, out, err } = await run([command], { PROVIDER: 'embedded' });
  vi.unstubAllEnvs();
  expect({ status, says: out + err }).toEqual({
    status: 0,
    says: expect.stringMatching(/there is no cluster|no cluster was left/),
  });
});

test('status without a cluster ends 2', async () => {
  expect(await run(['status'])).toMatchObject({ status: 2, out: 'cluster mp-test: there is none' });
});
