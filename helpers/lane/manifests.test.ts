import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifests, type Manifest } from '../kube/objects.ts';
import { root } from '../root.ts';
import { isInjected, namesOf, selectorOf, shape, witnessOf } from './manifests.ts';
import type { WorkloadEntry } from './worldFile.ts';

const fixture = (name: string) =>
  parseManifests(readFileSync(join(root, 'fixtures/workloads', `${name}.yaml`), 'utf8'), `${name}.yaml`);
const shaped = (entry: WorkloadEntry, injects = false) => shape(fixture(entry.name), entry, { namespace: 'lane', injects });
const kind = (objects: Manifest[], wanted: string) => objects.find((one) => one.kind === wanted) as Manifest;

test('every object moves into the lane’s namespace, and nothing else changes in a Service', () => {
  const objects = shaped({ name: 'backend', replicas: 1, labels: { version: 'v2' }, injected: true });
  expect(objects.map((one) => one.metadata?.namespace)).toEqual(['lane', 'lane']);
  const before = kind(fixture('backend'), 'Service');
  expect(kind(objects, 'Service')).toEqual({ ...before, metadata: { ...before.metadata, namespace: 'lane' } });
});

test('the fixture itself is not changed', () => {
  const objects = fixture('backend');
  const entry = { name: 'backend', replicas: 1, labels: { version: 'v2' }, serviceAccount: 'backend' };
  shape(objects, entry, { namespace: 'lane', injects: true });
  expect(objects).toEqual(fixture('backend'));
});

test('replicas, labels, annotations and service account go to the Deployment’s pods', () => {
  const entry = {
    name: 'backend',
    replicas: 2,
    labels: { version: 'v2' },
    annotations: { 'proxy.istio.io/config': '{}' },
    serviceAccount: 'backend',
  };
  const { spec, metadata } = kind(shaped(entry), 'Deployment');
  expect(spec.replicas).toBe(2);
  expect(spec.template.metadata.labels).toEqual({ app: 'backend', version: 'v2' });
  expect(spec.template.metadata.annotations).toEqual({ 'meshproof/injection': 'false', 'proxy.istio.io/config': '{}' });
  expect(spec.template.spec.serviceAccountName).toBe('backend');
  expect(spec.selector.matchLabels).toEqual({ app: 'backend' });
  expect(metadata?.labels).toEqual({ app: 'backend' });
});

test('a Deployment scaled to 0 has 0, one without a wish keeps the fixture’s number', () => {
  expect(kind(shaped({ name: 'backend', replicas: 0 }), 'Deployment').spec.replicas).toBe(0);
  expect(kind(shaped({ name: 'backend' }), 'Deployment').spec.replicas).toBe(3);
});

test('labels and service account go to a bare pod itself', () => {
  const pod = kind(shaped({ name: 'impostor', labels: { app: 'frontend' }, serviceAccount: 'frontend' }), 'Pod');
  expect(pod.metadata).toMatchObject({ namespace: 'lane', labels: { run: 'impostor', app: 'frontend' } });
  expect(pod.spec.serviceAccountName).toBe('frontend');
});

test.for([
  [undefined, true, true],
  [undefined, false, false],
  [false, true, false],
  [true, false, true],
] as [boolean | undefined, boolean, boolean][])('injected: %s, in a namespace that injects: %s', ([wish, injects, result]) => {
  const entry: WorkloadEntry = { name: 'frontend', injected: wish };
  expect(isInjected(entry, injects)).toBe(result);
  const { labels, annotations } = kind(shaped(entry, injects), 'Deployment').spec.template.metadata;
  expect(annotations['meshproof/injection']).toBe(String(result));
  expect(labels['sidecar.istio.io/inject']).toBe(wish === undefined ? undefined : String(wish));
});

test('the same wish makes the same pods: a change of injection makes others', () => {
  const signature = (injects: boolean) => JSON.stringify(shaped({ name: 'backend' }, injects));
  expect(signature(false)).toBe(signature(false));
  expect(signature(false)).not.toBe(signature(true));
});

test('a workload’s file says how its application shows a request, and which pod has answered', () => {
  const annotated = {
    kind: 'Deployment',
    metadata: { annotations: { 'meshproof/log': 'json', 'meshproof/naming': 'host=\\(.*\\)' } },
  };
  expect(witnessOf([{ kind: 'Service', metadata: {} }, annotated])).toEqual({ logFormat: 'json', naming: 'host=\\(.*\\)' });
  expect(witnessOf(fixture('backend'))).toEqual({});
});

test('pods are found by the labels that kubectl gives them', () => {
  expect(selectorOf(fixture('backend'))).toBe('app=backend');
  expect(selectorOf(fixture('attacker'))).toBe('run=attacker');
  const [deployment] = fixture('frontend');
  const two = { ...deployment, spec: { selector: { matchLabels: { app: 'a', tier: 'b' } } } };
  expect(selectorOf([two])).toBe('app=a,tier=b');
  const service = (selector?: Record<string, string>): Manifest => ({ kind: 'Service', spec: { selector } });
  expect(selectorOf([service({ app: 'backend' })])).toBe('app=backend');
  expect(() => selectorOf([service()])).toThrow('a workload file holds a Pod, a Deployment or a Service with a selector');
});

test('a workload is called by its Service, and counted by its Deployment or pod, whatever its file is called', () => {
  const named = (...objects: [string, string][]) => objects.map(([kind, name]) => ({ kind, metadata: { name } }));
  const web = named(['ServiceAccount', 'who'], ['Service', 'web'], ['Deployment', 'web-v1']);
  expect(namesOf(web, 'shop')).toEqual({ service: 'web', deployment: 'web-v1' });
  expect(namesOf(named(['Pod', 'end'], ['Service', 'end'], ['Pod', 'relay'], ['Service', 'relay']), 'relay')).toEqual({
    service: 'relay',
    deployment: 'relay',
  });
  expect(namesOf(named(['Pod', 'client']), 'caller')).toEqual({ service: 'client', deployment: 'client' });
  expect(namesOf(named(['Service', 'twin']), 'backend')).toEqual({ service: 'twin', deployment: 'backend' });
});
