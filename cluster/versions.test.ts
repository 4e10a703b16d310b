import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goModules } from './providers/embedded/build/steps/programs.ts';
import { loadVersions, readVersions } from './versions.ts';

const modules = join(import.meta.dirname, 'providers/embedded/build/modules');
const file = readVersions();

test('without variables the defaults are chosen; one variable chooses another variant with all its parts', () => {
  const { module, envoy } = file.istio.versions[file.istio.default]!;
  expect(loadVersions({})).toMatchObject({
    kubernetes: file.kubernetes.default,
    istio: file.istio.default,
    istioModule: module,
    envoy,
  });
  expect(loadVersions({ KUBERNETES: 'v1.35.4' })).toMatchObject({
    kubernetes: '1.35.4',
    etcd: '3.6.6-0',
    coredns: 'v1.13.1',
    pause: '3.10.1',
  });
  expect(loadVersions({ ENVOY: '1.39.3' })).toMatchObject({
    envoy: '1.39.3',
    envoyWheel: { wheel: expect.stringContaining('1.39.3') },
  });
});

test('an Istio is taken with the Envoy that it names, unless ENVOY names another', () => {
  expect(loadVersions({ ISTIO: 'v1.30.4' })).toMatchObject({
    istio: '1.30.4',
    istioModule: expect.stringContaining('9739e10eb9d7'),
    envoy: '1.38.3',
    envoyWheel: { wheel: expect.stringContaining('-1.38.3-') },
  });
  expect(loadVersions({ ISTIO: '1.30.4', ENVOY: '1.40.0' })).toMatchObject({ istio: '1.30.4', envoy: '1.40.0' });
});

test('every Istio names an Envoy that there is, and keeps the defaults of the minors before its own, without a gap', () => {
  for (const [version, { envoy, compatibility }] of Object.entries(file.istio.versions)) {
    expect(Object.keys(file.envoy.versions)).toContain(envoy);
    const minors = compatibility.map((one) => Number(one.replace(/^1\./, '')));
    const own = Number(version.split('.')[1]);
    expect(minors, version).toEqual(minors.map((_, index) => own - minors.length + index));
  }
});

test('a version that is not built is a usage error which names those that are, and where others are', () => {
  expect(() => loadVersions({ KUBERNETES: 'v1.37.0' })).toThrow(
    expect.objectContaining({
      status: 3,
      message: 'KUBERNETES=v1.37.0: provider embedded does not have it.',
      remedy:
        'Choose one of 1.37.2, 1.36.3, 1.35.4, 1.34.4, or leave KUBERNETES out for 1.36.3. PROVIDER=kind has 1.37.0, 1.36.4, 1.35.8, 1.34.11. To add one: node cluster/providers/embedded/build/add/cli.ts --help.',
    }),
  );
  expect(() => loadVersions({ ENVOY: '9' })).toThrow(
    expect.objectContaining({ status: 3, remedy: expect.stringContaining('1.40.0, 1.39.3, 1.38.3') }),
  );
  expect(() => loadVersions({ ISTIO: '9.9.9' })).toThrow(
    expect.objectContaining({
      status: 3,
      message: 'ISTIO=9.9.9: provider embedded does not have it.',
      remedy:
        'Choose one of 1.31.0, 1.30.4, or leave ISTIO out for 1.31.0. To add one: node cluster/providers/embedded/build/add/cli.ts --help.',
    }),
  );
});

/** Where each module's version stands in versions.yaml, as the Go module names it. */
const pinned = (versions: ReturnType<typeof loadVersions>): Record<string, string> => ({
  'k8s.io/kubernetes': `v${versions.kubernetes}`,
  'go.etcd.io/etcd/server/v3': `v${versions.etcd.replace(/-\d+$/, '')}`,
  'github.com/coredns/coredns': versions.coredns,
  'istio.io/istio': versions.istioModule,
  'sigs.k8s.io/kind': versions.kind,
  'github.com/containerd/containerd/v2': versions.containerd,
  'github.com/containernetworking/plugins': versions.cniPlugins,
  'sigs.k8s.io/kube-network-policies': versions.networkPolicies,
  'github.com/prometheus/prometheus': versions.prometheus.replace(/^v(\d+)\.(\d+)\./, 'v0.$1$2.'),
  'github.com/kiali/kiali': versions.kiali,
  'github.com/open-policy-agent/opa': versions.opa,
  'github.com/mccutchen/go-httpbin/v2': versions.httpbin,
});

const variants = [
  ...Object.keys(file.kubernetes.versions).map((KUBERNETES) => ({ KUBERNETES })),
  ...Object.keys(file.istio.versions).map((ISTIO) => ({ ISTIO })),
];

test.each(variants)('with %j every module file asks for the version in versions.yaml', (env) => {
  const versions = loadVersions(env);
  const found = goModules(versions).map(({ name, modfile = 'go.mod' }) => {
    const text = readFileSync(join(modules, name, modfile), 'utf8');
    const required = Object.entries(pinned(versions)).filter(([module, version]) =>
      text.split('\n').some((line) => line.replace(/^require /, '').trim() === `${module} ${version}`),
    );
    return required.map(([module]) => module);
  });
  expect(found.flat().sort()).toEqual(Object.keys(pinned(versions)).sort());
});

test('every module file has its checksums beside it, and every Envoy its own wheel', () => {
  for (const name of readdirSync(modules)) {
    const files = readdirSync(join(modules, name));
    for (const mod of files.filter((path) => path.endsWith('.mod'))) expect(files).toContain(mod.replace(/mod$/, 'sum'));
  }
  for (const ENVOY of Object.keys(file.envoy.versions)) expect(loadVersions({ ENVOY }).envoyWheel.wheel).toContain(`-${ENVOY}-`);
});
