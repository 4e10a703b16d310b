import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { yamlValues } from '../../host/yaml.ts';
import { podRange, serviceRange } from '../kind/config.ts';

const name = 'kube-network-policies';
const scripts = '/scripts';

type Mount = { name: string; mountPath: string; readOnly?: boolean };
type Container = { name: string; image: string; volumeMounts: Mount[]; [key: string]: unknown };
type Volume = { name: string; hostPath?: { path: string; type?: string }; configMap?: { name: string } };
type Manifest = {
  kind: string;
  rules?: object[];
  spec?: { template: { spec: { containers: Container[]; initContainers?: Container[]; volumes: Volume[] } } };
};

/**
 * The manifest that kind applies as a node image's own pod network, in kindnet's place: kindnet's source is in no Go module. The
 * embedded cluster's policy engine, and in the same pod what gives a node its network there, which kind itself does not call.
 *
 * @param policies text of the embedded build's network-policies.yaml
 */
export function podNetworkManifest(policies: string): string {
  const documents = yamlValues(policies, 'network-policies.yaml') as Manifest[];
  for (const document of documents) {
    if (document.kind === 'ClusterRole') document.rules?.push({ apiGroups: [''], resources: ['nodes'], verbs: ['list'] });
    if (document.kind === 'DaemonSet') addNetwork(document);
  }
  return [...documents, scriptsMap()].map((document) => stringify(document)).join('---\n');
}

function addNetwork({ spec }: Manifest): void {
  const pod = spec?.template.spec;
  const [engine] = pod?.containers ?? [];
  if (!pod || !engine) throw new Error('network-policies.yaml has no DaemonSet with a container');
  const container = (what: 'start' | 'follow'): Container => ({
    name: `network-${what}`,
    image: engine.image,
    imagePullPolicy: 'IfNotPresent',
    // off the path, as in every image that publishes none
    command: ['/opt/programs/bash', `${scripts}/pod-network.sh`, what, podRange, serviceRange],
    env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    securityContext: { privileged: true },
    volumeMounts: [
      { name: 'scripts', mountPath: scripts, readOnly: true },
      { name: 'plugins', mountPath: '/etc/cni/net.d' },
      { name: 'node', mountPath: '/run/network-policies' },
    ],
  });
  pod.initContainers = [container('start')];
  pod.containers.push(container('follow'));
  // here a container writes into it, and finds none
  pod.volumes = pod.volumes.map((volume) =>
    volume.name === 'node' && volume.hostPath
      ? { ...volume, hostPath: { ...volume.hostPath, type: 'DirectoryOrCreate' } }
      : volume,
  );
  pod.volumes.push(
    { name: 'plugins', hostPath: { path: '/etc/cni/net.d', type: 'DirectoryOrCreate' } },
    { name: 'scripts', configMap: { name } },
  );
}

function scriptsMap() {
  const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
  const data = {
    'pod-network.sh': read('pod-network.sh'),
    'node-network.sh': read('../embedded/podman/node-network.sh'),
  };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data };
}
