import { expect, test } from 'vitest';
import type { Manifest } from '../kube/objects.ts';
import { type Facts, kubeProxyMode, measured, serving } from './measured.ts';
import { readServerInfo } from './proxyAnswer.ts';
import { differences, skew, together } from './wished.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const pod = (container: string, image: string, imageID: string): Manifest => ({
  metadata: { name: container },
  spec: { containers: [{ name: container, image }] },
  status: { containerStatuses: [{ name: container, imageID, state: { running: {} } }] },
});
const node = (kubeletVersion: string): Manifest => ({
  status: { nodeInfo: { kubeletVersion, containerRuntimeVersion: 'containerd://2.4.2' } },
});

const facts: Facts = {
  version: 'v1.36.4',
  nodes: [node('v1.36.4'), node('v1.36.4')],
  system: [
    pod('kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.36.4', digest('a')),
    pod('kindnet-cni', 'docker.io/kindest/kindnetd:v20260820-69b56db7', digest('b')),
    pod('kindnet-cni', 'docker.io/kindest/kindnetd:v20260820-69b56db7', digest('b')),
  ],
  istiod: [
    {
      pod: pod('discovery', 'docker.io/istio/pilot:mirrored', `docker.io/istio/pilot@${digest('c')}`),
      answer: '1.31.0-eed52ebb-Clean',
    },
  ],
  proxy: { envoy: '1.39.3-dev', agent: '1.31.0', digest: digest('d') },
  istioctl: '1.31.0',
  values: { data: { 'original-values': '{ "compatibilityVersion": "1.30", "global": { "tag": "1.31.0" } }' } },
  prometheus: [{ version: 'v3.13.5', digest: digest('e') }],
  kiali: [],
};
const versions = (of: Partial<Facts> = {}) =>
  Object.fromEntries(measured({ ...facts, ...of }).map(({ name, version }) => [name, version]));

test('each part has the version that it answers and the digest of the image that it runs from', () => {
  expect(measured(facts)).toEqual([
    { name: 'kubernetes', version: '1.36.4', digest: digest('a') },
    { name: 'kubelet', version: '1.36.4' },
    { name: 'containerd', version: '2.4.2' },
    { name: 'kindnet', version: 'v20260820-69b56db7', digest: digest('b') },
    { name: 'istiod', version: '1.31.0', digest: digest('c') },
    { name: 'pilot-agent', version: '1.31.0', digest: digest('d') },
    { name: 'envoy', version: '1.39.3-dev', digest: digest('d') },
    { name: 'istioctl', version: '1.31.0' },
    { name: 'compatibilityVersion', version: '1.30' },
    { name: 'prometheus', version: 'v3.13.5', digest: digest('e') },
    { name: 'kiali', version: 'unknown' },
  ]);
});

test('istiod’s own answer counts more than its image’s tag, which counts where it gives none', () => {
  expect(versions().istiod).toBe('1.31.0');
  const silent = facts.istiod.map((each) => ({ ...each, answer: undefined }));
  expect(versions({ istiod: silent }).istiod).toBe('mirrored');
});

test('what could not be measured is unknown, and never taken from the record', () => {
  const found = measured({ ...facts, proxy: undefined, istiod: [], prometheus: [] });
  const record = ['istiod', 'pilot-agent', 'envoy', 'prometheus'].map((name) => ({ name, version: '1', digest: digest('f') }));
  for (const { name } of record) expect(together(record, found)).toContainEqual({ name, version: 'unknown' });
  expect(differences(record, found)).toEqual([]);
});

test('parts that nothing in the cluster shows keep their record; what the cluster shows without a digest keeps the record’s, if it is of that version', () => {
  const recorded = (name: string, version: string) => ({ name, version, digest: digest('f') });
  const kind = recorded('kind', 'v0.33.0');
  expect(together([kind], measured(facts))[0]).toEqual(kind);
  expect(together([recorded('containerd', 'v2.4.2')], measured(facts))[0]).toEqual(recorded('containerd', '2.4.2'));
  expect(together([recorded('containerd', 'v2.4.1')], measured(facts))[0]).toEqual({ name: 'containerd', version: '2.4.2' });
});

test('nodes of two versions are both named, and differ from the one wanted', () => {
  const found = measured({ ...facts, nodes: [node('v1.36.4'), node('v1.35.8')] });
  expect(differences([{ name: 'kubelet', version: '1.36.4' }], found)).toEqual([
    'kubelet is 1.35.8 and 1.36.4; 1.36.4 is wanted',
  ]);
});

test('another version than wanted is named with both; a v before it makes no difference', () => {
  const wished = [
    { name: 'kubernetes', version: 'v1.36.4' },
    { name: 'istiod', version: '1.30.2' },
    { name: 'prometheus', version: '3.13.5' },
  ];
  expect(differences(wished, measured(facts))).toEqual(['istiod is 1.31.0; 1.30.2 is wanted']);
});

test('Istio keeps its own defaults where its charts were told no others, and what they were told is not guessed', () => {
  const kept = (values: Manifest | undefined) => versions({ values }).compatibilityVersion;
  const rendered = (text: string): Manifest => ({ data: { 'original-values': text } });
  expect(kept(rendered('{ "global": {} }'))).toBe('none');
  expect(kept(rendered('{ "compatibilityVersion": "" }'))).toBe('none');
  for (const values of [undefined, {}, rendered('null'), rendered('{{')]) expect(kept(values)).toBe('unknown');
  const wished = [{ name: 'compatibilityVersion', version: 'none' }];
  expect(differences(wished, measured(facts))).toEqual(['compatibilityVersion is 1.30; none is wanted']);
});

test('an istioctl of another minor than istiod is named with both; one that says nothing is not', () => {
  expect(skew(measured(facts))).toEqual([]);
  expect(skew(measured({ ...facts, istioctl: '1.31.4' }))).toEqual([]);
  expect(skew(measured({ ...facts, istioctl: 'unknown' }))).toEqual([]);
  expect(skew(measured({ ...facts, istioctl: '1.30.4' }))).toEqual([
    'istioctl is 1.30.4; istiod is 1.31.0, and istioctl belongs to a control plane of its minor',
  ]);
});

test('of several containers the one that declares the Service’s port is asked; a pod on its way out is not', () => {
  const service = { spec: { ports: [{ port: 9090, targetPort: 'web' }] } };
  const both: Manifest = {
    spec: {
      containers: [
        { name: 'reload', image: 'ghcr.io/prometheus-operator/prometheus-config-reloader:v0.89.0' },
        {
          name: 'server',
          image: `docker.io/prom/prometheus:v3.10.0@${digest('a')}`,
          ports: [{ name: 'web', containerPort: 9090 }],
        },
      ],
    },
    status: {
      containerStatuses: ['reload', 'server'].map((name) => ({
        name,
        imageID: digest(name[0]!.replace('r', 'b').replace('s', 'a')),
        state: { running: {} },
      })),
    },
  };
  expect(serving(service, '9090', [both])).toEqual([{ version: 'v3.10.0', digest: digest('a') }]);
  expect(serving(service, '9090', [{ ...both, metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }])).toEqual([]);
});

test('an image named by digest alone has no version', () => {
  const named = (image: string) =>
    measured({ ...facts, prometheus: serving({}, '9090', [pod('prometheus', image, digest('e'))]) });
  const version = (image: string) => named(image).find(({ name }) => name === 'prometheus')?.version;
  expect(version(`docker.io/prom/prometheus@${digest('e')}`)).toBe('unknown');
  expect(version(`localhost:5000/prom/prometheus:v3.13.5@${digest('e')}`)).toBe('v3.13.5');
});

test('a proxy’s answer: Envoy’s version stands behind its commit, the agent’s in the node’s metadata', () => {
  const info = {
    version: '2f8a/1.39.3-dev/Clean/RELEASE/BoringSSL',
    state: 'LIVE',
    node: { metadata: { ISTIO_VERSION: '1.31.0' } },
  };
  expect(readServerInfo(JSON.stringify(info))).toEqual({ envoy: '1.39.3-dev', agent: '1.31.0' });
  for (const other of ['', 'error: connection refused', '{}']) expect(readServerInfo(other)).toBeUndefined();
});

const kubeProxy = [pod('kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.4', digest('f'))];

test.each([
  ['its own words', 'kind: KubeProxyConfiguration\nmode: nftables\n', 'nftables'],
  ['its default', 'kind: KubeProxyConfiguration\nmode: ""\n', 'iptables'],
  ['its default where it says nothing', 'kind: KubeProxyConfiguration\n', 'iptables'],
  ['no words that it has', 'neither YAML: nor: anything', 'unknown'],
])('kube-proxy’s mode is %s', (_, config, mode) => {
  expect(kubeProxyMode({ data: { 'config.conf': config } }, kubeProxy)).toBe(mode);
});

test('kube-proxy’s mode is not guessed where its configuration is not found', () => {
  expect(kubeProxyMode(undefined, kubeProxy)).toBe('unknown');
  expect(kubeProxyMode({ data: {} }, kubeProxy)).toBe('unknown');
  expect(kubeProxyMode(undefined, [])).toBe('unknown');
});
