import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { Progress } from '../../host/progress.ts';
import { temporaryFolder } from '../../host/testing.ts';
import { createLab } from '../../records/session.ts';
import { loadVersions } from '../../versions.ts';
import type { Artifacts } from '../embedded/build/build.ts';
import { notEverywhere } from '../embedded/build/steps/images.ts';
import { substitutions } from '../embedded/build/substitutions.ts';
import { loadPublished } from '../images.ts';
import { kindProvider } from '../kind/provider.ts';
import { notHere, registriesConf, rehearsedList } from './list.ts';
import { podNetworkManifest } from './podNetwork.ts';
import { startRehearsal } from './rehearsal.ts';

// programs of a shell, and the machine may be busy
vi.setConfig({ testTimeout: 30_000 });

const versions = loadVersions({});
const artifacts: Artifacts = {
  bin: '/built/bin',
  nodeImage: 'localhost/node:1',
  registryImage: 'localhost/registry:1',
  registryStore: '/built/store',
  registryImages: [],
  istioManifests: '/built/charts',
  manifests: '/built/manifests',
  components: [],
  substitutions: substitutions(versions),
};
const digest = `sha256:${'a'.repeat(64)}`;
const lab = (lines: string[] = []) =>
  createLab(new Progress(1), { DRY_RUN: '1', MESHPROOF_CACHE: temporaryFolder(), CLUSTER_NAME: 'mp' }, (line) =>
    lines.push(line),
  );

test('a dry run copies the store, starts the registry, adds to our node image and pushes it as kindest/node', async () => {
  const lines: string[] = [];
  const env = await startRehearsal(lab(lines), versions, artifacts);
  const commands = lines.filter((line) => !line.startsWith('#')).map((line) => line.replace(/^CONTAINERS_CONF=\S+ /, ''));
  expect(commands.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    ...['podman rm', 'sh -c', 'cp --archive', 'podman run', 'podman inspect', 'podman build', 'podman push'],
  ]);
  expect(commands.at(-1)).toMatch(/ localhost\/meshproof-rehearsal\/node:mp .*:5000\/kindest\/node:v/);
  expect(commands.join('\n')).not.toMatch(/--name mp-/);
  expect(env).toMatchObject({ PROVIDER: 'kind', KIND_EXPERIMENTAL_PROVIDER: 'podman' });
});

test('the provider itself runs unmodified: published names, our digest, and every stand-in in the report', async () => {
  const PUBLISHED = join(temporaryFolder(), 'published.yaml');
  writeFileSync(PUBLISHED, stringify(rehearsedList(versions, artifacts, digest)));
  const published = loadPublished({ PUBLISHED });
  expect(published).toMatchObject({
    ...loadPublished({}),
    node: `docker.io/kindest/node:v${versions.kubernetes}@${digest}`,
    kubernetes: versions.kubernetes,
    standIns: {},
  });
  const { supply } = await kindProvider('podman', published, async () => []).prepare(lab());
  expect(supply).toMatchObject({
    says: expect.stringContaining('rehearsal'),
    networkPolicy: expect.stringContaining("in kindnet's place"),
    // no claim that needs published images may be verified by stand-ins
    capabilities: { built: true },
    istio: { published: { hub: 'docker.io/istio' }, extra: ['/built/manifests/stock-envoy.yaml'] },
  });
  const names = supply.substitutions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining(['stock Envoy', 'nginx image', 'node image of a rehearsal', 'control plane for a lab']),
  );
  const ours = artifacts.substitutions.map(({ name }) => name);
  expect(notHere.filter((name) => !ours.includes(name))).toEqual([]);
});

test('Podman has no way past the registry of the rehearsal', () => {
  const conf = registriesConf('10.88.0.2:5000');
  for (const host of ['docker.io', 'quay.io', 'registry.k8s.io'])
    expect(conf).toContain(`prefix = "${host}"\nlocation = "10.88.0.2:5000"`);
});

test('the pod network has its scripts, may ask for nodes, and makes the folder that the policy engine reads', () => {
  const policies = readFileSync(join(import.meta.dirname, '../embedded/build/manifests/network-policies.yaml'), 'utf8');
  const documents = parseAllDocuments(podNetworkManifest(policies)).map((document) => document.toJS());
  const found = (kind: string) => documents.find((document) => document.kind === kind);
  expect(found('ClusterRole').rules).toContainEqual({ apiGroups: [''], resources: ['nodes'], verbs: ['list'] });
  const { initContainers, containers, volumes } = found('DaemonSet').spec.template.spec;
  expect([...initContainers, ...containers].map(({ name }: { name: string }) => name)).toEqual([
    ...['network-start', 'kube-network-policies', 'network-follow'],
  ]);
  // a shell that stands off the path in the policy engine's image
  expect(notEverywhere).toContain('bash');
  for (const { command } of [initContainers[0], containers[1]]) expect(command[0]).toBe('/opt/programs/bash');
  expect(volumes).toContainEqual({ name: 'node', hostPath: { path: '/run/network-policies', type: 'DirectoryOrCreate' } });
  expect(Object.keys(found('ConfigMap').data)).toEqual(['pod-network.sh', 'node-network.sh']);
});

/** Runs pod-network.sh on node b of three. @returns what it called, a line each, and how it ended */
async function onNodeB(what: 'start' | 'follow'): Promise<{ called: string; exitCode?: number; signal?: string }> {
  const folder = temporaryFolder();
  copyFileSync(join(import.meta.dirname, 'pod-network.sh'), join(folder, 'pod-network.sh'));
  const node = (name: string, podCIDR: string | undefined, address: string) => ({
    metadata: { name },
    spec: { podCIDR },
    status: {
      addresses: [
        { type: 'Hostname', address: name },
        { type: 'InternalIP', address },
      ],
    },
  });
  const items = [
    node('a', '10.244.0.0/24', '192.0.2.1'),
    node('b', '10.244.1.0/24', '192.0.2.2'),
    node('c', undefined, '192.0.2.3'),
  ];
  const programs = {
    curl: `echo '${JSON.stringify({ items })}'`,
    ip: 'echo "ip $*" >> "$NOTES"',
    iptables: '[ "$3" != -C ] || exit 1; echo "iptables $*" >> "$NOTES"',
    'node-network.sh': 'echo "node-network $*" >> "$NOTES"',
    // a signal in the loop's pause ends it
    sleep: 'kill $PPID',
  };
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  const NOTES = join(folder, 'notes');
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    NOTES,
    NODE_NAME: 'b',
    KUBERNETES_SERVICE_HOST: 'api',
    KUBERNETES_SERVICE_PORT: '443',
  };
  const { exitCode, signal } = await execa('bash', [join(folder, 'pod-network.sh'), what, '10.244.0.0/16', '10.96.0.0/16'], {
    env,
    reject: false,
    timeout: 20_000,
  });
  return { called: readFileSync(NOTES, 'utf8').trim(), exitCode, signal };
}

test('a node gets its own range and masquerades what leaves the pods’; routes lead to the others that have a range', async () => {
  expect((await onNodeB('start')).called).toBe(
    'iptables -t nat -A POSTROUTING -s 10.244.0.0/16 ! -d 10.244.0.0/16 -j MASQUERADE\n' +
      'node-network 10.244.1.0/24 10.244.0.0/16 10.96.0.0/16',
  );
  // a container's first process is not ended by a signal that it does not handle: its pod would take 30 s to go
  expect(await onNodeB('follow')).toEqual({
    called: 'ip route replace 10.244.0.0/24 via 192.0.2.1',
    exitCode: 0,
    signal: undefined,
  });
});
