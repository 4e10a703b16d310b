import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadVersions, readVersions } from '../../../versions.ts';
import { contentKeys } from './dag/keys.ts';
import { filesOf, needsOf } from './dag/step.ts';
import { Store } from './dag/store.ts';
import { peersOf } from './peers.ts';
import { peersPlan, plan } from './plan.ts';
import { registryImages } from './steps/carriers.ts';
import { peerImages, peerModules } from './steps/peers.ts';

const go = 'go1.26.8';
const root = import.meta.dirname;
const versions = loadVersions({});
const cluster = plan(versions, go);
const peers = peersPlan(versions, go);
const keys = contentKeys(peers, root);

test('the usual build has no step of the suites, and each of these is needed by the one that is their result', () => {
  const own = peers.filter(({ name }) => !cluster.some((step) => step.name === name)).map(({ name }) => name);
  expect(own).toEqual(expect.arrayContaining(['gateway-suite', 'kubernetes-suite', 'agnhost', 'echo', 'peers']));
  const needed = new Set(peers.flatMap(needsOf));
  expect(peers.map(({ name }) => name).filter((name) => !needed.has(name))).toEqual(['peers']);
});

test('of the cluster the suites stand on its Debian root alone, so a variant builds none of them again', () => {
  const shared = peers.filter(({ name }) => cluster.some((step) => step.name === name)).map(({ name }) => name);
  expect(shared).toEqual(['base']);
  const variant = loadVersions({ ISTIO: '1.30.4', KUBERNETES: '1.35.4' });
  expect(contentKeys(peersPlan(variant, go), root).get('peers')).toBe(keys.get('peers'));
});

test('the keys of a step that both plans have are equal', () => {
  expect(keys.get('base')).toBe(contentKeys(cluster, root).get('base'));
});

test('the key of each suite covers its module file, its checksums and our own Go file', () => {
  for (const { name, main } of peerModules) {
    const files = peers.flatMap((step) => (step.name.startsWith(name) ? filesOf(step) : []));
    for (const file of ['go.mod', 'go.sum', ...(main ? [main] : [])])
      if (name !== 'istio') expect(files).toContain(`modules/${name}/${file}`);
  }
  expect(readdirSync(join(root, 'modules/kubernetes-suite')).sort()).toEqual(['go.mod', 'go.sum', 'netpol_test.go']);
});

test('a suite is compiled with its tests, an application without', () => {
  const compile = (name: string) => peers.find((step) => step.name === name)?.commands[0]?.argv.slice(0, 3);
  expect(compile('gateway-suite')).toEqual(['go', 'test', '-c']);
  expect(compile('agnhost')?.[1]).toBe('build');
  expect(peers.find(({ name }) => name === 'kubernetes-suite-modules')?.commands[0]?.argv).toContain('-test');
});

test('the suites’ images are none that the cluster’s registry answers with', () => {
  const refs = new Set(registryImages(versions).map(({ ref }) => ref));
  expect(peerImages.filter(({ ref }) => refs.has(ref))).toEqual([]);
});

test('the suites are told with the versions of their modules; Kubernetes’ is of the usual Kubernetes', () => {
  const told = peersOf({ store: new Store('/cache/build'), keys, root });
  expect(told).toMatchObject({ gateway: `/cache/build/peers-${keys.get('peers')}/gateway.test`, key: keys.get('peers') });
  expect(told.versions.kubernetes).toBe(`v${readVersions().kubernetes.default}`);
  expect(told.versions.gatewayApi).toMatch(/^v1\.\d+\.\d+$/);
});
