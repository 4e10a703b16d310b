import type { Command, Step } from '../dag/step.ts';
import type { Versions } from '../../../../versions.ts';
import { underEachTag } from './tags.ts';

/** Images the node carries, under the names that kubeadm and the manifests use. */
export function nodeImages({ kubernetes, etcd, coredns, pause, networkPolicies }: Versions): { step: string; ref: string }[] {
  const control = ['apiserver', 'controller-manager', 'scheduler', 'proxy'];
  return [
    { step: 'pause-image', ref: `registry.k8s.io/pause:${pause}` },
    { step: 'etcd-image', ref: `registry.k8s.io/etcd:${etcd}` },
    { step: 'coredns-image', ref: `registry.k8s.io/coredns/coredns:${coredns}` },
    { step: 'netpol-image', ref: `registry.k8s.io/networking/kube-network-policies:${networkPolicies}` },
    ...control.map((name) => ({ step: 'kube-image', ref: `registry.k8s.io/kube-${name}:v${kubernetes}` })),
  ];
}

/** Images the registry answers with, under the names that the documents and manifests use. */
export function registryImages({ istio, prometheus, kiali, httpbin }: Versions): { step: string; ref: string }[] {
  return [
    { step: 'nginx-image', ref: 'docker.io/library/nginx:latest' },
    { step: 'netshoot-image', ref: 'docker.io/nicolaka/netshoot:latest' },
    { step: 'curl-image', ref: 'docker.io/curlimages/curl:latest' },
    { step: 'hello-image', ref: 'docker.io/nginxdemos/hello:latest' },
    { step: 'busybox-image', ref: 'docker.io/library/alpine:latest' },
    { step: 'busybox-image', ref: 'docker.io/library/busybox:latest' },
    { step: 'pilot-image', ref: `docker.io/istio/pilot:${istio}` },
    { step: 'proxyv2-image', ref: `docker.io/istio/proxyv2:${istio}` },
    { step: 'prometheus-image', ref: `docker.io/prom/prometheus:${prometheus}` },
    { step: 'kiali-image', ref: `quay.io/kiali/kiali:${kiali}` },
    { step: 'opa-image', ref: 'docker.io/openpolicyagent/opa:latest' },
    { step: 'httpbin-image', ref: `docker.io/mccutchen/go-httpbin:${httpbin}` },
  ].flatMap(underEachTag);
}

const pairs = (images: { step: string; ref: string }[]) => images.map(({ step, ref }) => `{image:${step}}=${ref}`);
const removeContainer: Command = { argv: ['podman', 'rm', '--force', '--volumes', '--ignore', '--time', '0', '{unique}'] };

/** The empty node image with the control plane's images imported, so that a node pulls none of them. */
function nodeStep(versions: Versions): Step {
  const images = nodeImages(versions);
  const refsOf = (wanted: string) => images.filter(({ step }) => step === wanted).map(({ ref }) => ref);
  const steps = [...new Set(images.map(({ step }) => step))];
  // zstd is packed and unpacked in a fraction of gzip's time
  const push = ['podman', 'push', '--quiet', '--format', 'oci', '--compression-format', 'zstd'];
  const archives = steps.map((step) => ({
    argv: [...push, `{image:${step}}`, `oci-archive:{scratch}/${step}.tar:${refsOf(step)[0]}`],
  }));
  const furtherNames = steps.flatMap((step) =>
    refsOf(step)
      .slice(1)
      .map((ref) => `${refsOf(step)[0]}=${ref}`),
  );
  const mounts = ['{scratch}:/archives:ro', '{file:images/import-images.sh}:/import-images.sh:ro', '/store'];
  const run = [
    'podman',
    'run',
    '--name',
    '{unique}',
    '--privileged',
    '--network=none',
    ...mounts.map((mount) => `--volume=${mount}`),
    '--entrypoint',
    '/import-images.sh',
  ];
  const entrypoint = 'ENTRYPOINT ["/usr/local/bin/entrypoint","/sbin/init"]';
  return {
    name: 'node',
    makes: 'image',
    pool: 'transfer',
    seconds: 30,
    commands: [
      ...archives,
      { argv: [...run, '{image:node-empty}', '/archives', '/store', ...furtherNames] },
      { argv: ['podman', 'commit', '--quiet', '--change', entrypoint, '{unique}', '{tag}'] },
    ],
    cleanup: [removeContainer],
  };
}

/** The registry's storage, filled. */
function registryStoreStep(versions: Versions): Step {
  const fill = ['{file:images/fill-registry.sh}', '{out}', '{image:registry}', '{unique}', ...pairs(registryImages(versions))];
  return {
    name: 'registry-store',
    makes: 'folder',
    pool: 'transfer',
    seconds: 20,
    commands: [{ argv: fill }],
    cleanup: [removeContainer],
  };
}

/** What carries images into the cluster: the node and the registry's storage. */
export function carrierSteps(versions: Versions): Step[] {
  return [nodeStep(versions), registryStoreStep(versions)];
}
