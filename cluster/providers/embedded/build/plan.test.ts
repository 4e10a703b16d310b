import { expect, test } from 'vitest';
import { contentKeys } from './dag/keys.ts';
import { needsOf } from './dag/step.ts';
import { plan } from './plan.ts';
import { nodeImages, registryImages } from './steps/carriers.ts';
import { loadVersions } from '../../../versions.ts';

const keysOf = (env: Record<string, string>, go = 'go1.26.8') => contentKeys(plan(loadVersions(env), go), import.meta.dirname);

function changed(env: Record<string, string>, go?: string): string[] {
  const [usual, other] = [keysOf({}), keysOf(env, go)];
  return [...usual.keys()].filter((name) => usual.get(name) !== other.get(name)).sort();
}

test('another Envoy builds the proxy and the registry again, and nothing else', () => {
  expect(changed({ ENVOY: '1.39.3' })).toEqual(['envoy', 'proxyv2-image', 'registry-store']);
});

test('another Istio builds its own programs, its Envoy and what carries them; what the cells have in common is built once', () => {
  const [usual, other] = [keysOf({}), keysOf({ ISTIO: '1.30.4' })];
  const again = [...other.keys()].filter((name) => usual.get(name) !== other.get(name)).sort();
  const own = ['another-istio', 'another-istio-modules', 'bin', 'envoy', 'manifests'];
  expect(again).toEqual([...own, 'pilot-image', 'proxyv2-image', 'registry-store']);
});

test('another Istio with an Envoy and a Kubernetes of other cells has theirs', () => {
  const cell = keysOf({ ISTIO: '1.30.4', ENVOY: '1.40.0', KUBERNETES: '1.35.4' });
  expect(cell.get('envoy')).toBe(keysOf({}).get('envoy'));
  for (const name of ['kube', 'node', 'coredns']) expect(cell.get(name)).toBe(keysOf({ KUBERNETES: '1.35.4' }).get(name));
  expect(cell.get('another-istio')).toBe(keysOf({ ISTIO: '1.30.4' }).get('another-istio'));
});

test('another Kubernetes builds its own parts and the node again, nothing of Istio', () => {
  const again = changed({ KUBERNETES: '1.35.4' });
  expect(again).toEqual(expect.arrayContaining(['kube', 'kube-image', 'etcd', 'coredns', 'pause-image', 'node', 'bin']));
  for (const kept of ['istio', 'prometheus', 'kiali', 'base', 'registry-store']) expect(again).not.toContain(kept);
});

test('another compiler compiles everything again and downloads nothing', () => {
  const again = changed({}, 'go1.26.9');
  expect(again).toContain('istio');
  for (const kept of ['istio-modules', 'base', 'envoy', 'manifests']) expect(again).not.toContain(kept);
});

test('another busybox builds its own image and the registry again, and nothing else', () => {
  const versions = loadVersions({});
  const keys = (version: string) =>
    contentKeys(plan({ ...versions, busybox: { ...versions.busybox, version } }, 'go1.26.8'), import.meta.dirname);
  const [usual, other] = [keys('1.37.0'), keys('1.38.0')];
  const again = [...usual.keys()].filter((name) => usual.get(name) !== other.get(name));
  expect(again.sort()).toEqual(['busybox', 'busybox-image', 'registry-store']);
});

test('the registry has the images that Istio’s samples name, and the tags that pages write', () => {
  const refs = registryImages(loadVersions({})).map(({ ref }) => ref);
  expect(new Set(refs).size).toBe(refs.length);
  expect(refs).toEqual(
    expect.arrayContaining([
      ...['docker.io/mccutchen/go-httpbin:v2.15.0', 'docker.io/curlimages/curl:8.16.0', 'docker.io/library/busybox:1.28'],
      ...['alpine:latest', 'alpine:3', 'busybox:latest'].map((name) => `docker.io/library/${name}`),
    ]),
  );
  expect(refs).not.toContain('docker.io/library/alpine:3.99');
});

test('every image that node and registry carry is made by a step, under a name with a tag', () => {
  const versions = loadVersions({});
  const steps = new Map(plan(versions, 'go1.26.8').map((step) => [step.name, step]));
  for (const { step, ref } of [...nodeImages(versions), ...registryImages(versions)]) {
    expect(steps.get(step)?.makes).toBe('image');
    expect(ref).toMatch(/^[a-z0-9.]+\/[a-z0-9/-]+:v?\d|:latest$/);
  }
});

test.each([{}, { ISTIO: '1.30.4' }])('with %j every step is needed by another or is a result', (env) => {
  const steps = plan(loadVersions(env), 'go1.26.8');
  const needed = new Set(steps.flatMap(needsOf));
  const last = steps.map(({ name }) => name).filter((name) => !needed.has(name));
  expect(last.sort()).toEqual(['bin', 'manifests', 'node', 'registry-store']);
});
