import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../host/testing.ts';
import { InfrastructureError } from '../host/errors.ts';
import { checkoutKey, clusterFolder, clusterName } from '../host/names.ts';
import { type Cluster, readCluster, writeCluster } from './state.ts';

const cache = () => ({ MESHPROOF_CACHE: temporaryFolder() });
const cluster: Cluster = {
  name: 'one',
  provider: 'embedded',
  says: 'a lab cluster',
  capabilities: { owned: true, isolated: true, built: true },
  kubeconfig: '/state/kubeconfig',
  context: 'kind-one',
  bin: '/state/bin',
  substitutions: [{ name: 'stock-envoy', for: 'istio.stats', by: 'stats access logger' }],
  components: [{ name: 'kubernetes', version: '1.36.3' }],
  networkPolicy: 'kube-network-policies 0.8.0',
  variant: { kubernetes: '1.36.3', envoy: '1.40.0' },
};

test('a written cluster is read back', () => {
  const env = cache();
  writeCluster(cluster, env);
  expect(readCluster('one', env)).toEqual(cluster);
});

test('no cluster is undefined, and so is one whose bring-up did not end', () => {
  const env = cache();
  mkdirSync(clusterFolder('half', env), { recursive: true });
  expect(readCluster('none', env)).toBeUndefined();
  expect(readCluster('half', env)).toBeUndefined();
});

test('a broken file is an error with a remedy', () => {
  const env = cache();
  writeCluster(cluster, env);
  writeFileSync(join(clusterFolder('one', env), 'cluster.json'), '{"name":"one"}');
  expect(() => readCluster('one', env)).toThrow(InfrastructureError);
});

test('checkouts have names of their own, and CLUSTER_NAME overrides', () => {
  expect(checkoutKey('/a')).toMatch(/^[0-9a-f]{8}$/);
  expect(checkoutKey('/a')).not.toBe(checkoutKey('/b'));
  expect(clusterName({})).toBe(`meshproof-${checkoutKey()}`);
  expect(clusterName({ CLUSTER_NAME: 'mine' })).toBe('mine');
});
