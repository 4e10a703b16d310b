import type { Component, Substitution } from '../../../records/state.ts';
import { imageTag } from './dag/images.ts';
import type { Build } from './dag/run.ts';
import { registryImages } from './steps/carriers.ts';
import { istioStep } from './steps/istio.ts';
import { substitutions } from './substitutions.ts';
import type { Versions } from '../../../versions.ts';

/** What a finished embedded build leaves for `up`. Paths are absolute; image names are ones Podman resolves locally. */
export interface Artifacts {
  /** Folder with `kind`, `kubectl`, `istioctl` and `jq`. */
  bin: string;
  /** The kind node image, with every image of the control plane already inside. Pass it as `kind create cluster --image`. */
  nodeImage: string;
  /** Image that serves `registryStore` on port 5000. */
  registryImage: string;
  /** Filled registry storage: mount it read-only at /var/lib/registry and nothing need be pushed. */
  registryStore: string;
  /** What the registry answers: `ref` as documents and manifests name it (docker.io/library/nginx:latest), `local` in Podman. */
  registryImages: { local: string; ref: string }[];
  /** Istio's charts, for `istioctl install --manifests=…`. */
  istioManifests: string;
  /** Folder with Corefile, network-policies.yaml, istio.yaml and stock-envoy.yaml; versions filled in. */
  manifests: string;
  components: Component[];
  substitutions: Substitution[];
}

/**
 * Where a build's results are.
 *
 * @param images name → digest, of what is built already; components of a build that is not finished have no digest
 */
export function artifactsOf({ store, keys }: Build, versions: Versions, images: ReadonlyMap<string, string>): Artifacts {
  const key = (step: string) => keys.get(step) ?? '';
  const folder = (step: string) => store.folder(step, key(step));
  const image = (step: string) => imageTag(step, key(step));
  return {
    bin: folder('bin'),
    nodeImage: image('node'),
    registryImage: image('registry'),
    registryStore: folder('registry-store'),
    registryImages: registryImages(versions).map(({ step, ref }) => ({ local: image(step), ref })),
    istioManifests: `${folder(`${istioStep(versions.istio)}-modules`)}/manifests`,
    manifests: folder('manifests'),
    components: parts(versions).map(({ name, version, step, file }) => {
      const built = file ? store.has(step, key(step)) && store.record(step, key(step)).files[file] : undefined;
      const digest = built ? `sha256:${built}` : images.get(image(step));
      return { name, version, ...(digest && { digest }) };
    }),
    substitutions: substitutions(versions),
  };
}

/** Every part with its version, and the step (and file in it) whose digest identifies it. */
function parts(versions: Versions): { name: string; version: string; step: string; file?: string }[] {
  const {
    kubernetes,
    etcd,
    coredns,
    containerd,
    cniPlugins,
    networkPolicies,
    istio,
    envoy,
    prometheus,
    kiali,
    opa,
    httpbin,
    kind,
    debian,
    busybox,
  } = versions;
  return [
    { name: 'kubernetes', version: kubernetes, step: 'kube', file: 'kube' },
    { name: 'etcd', version: etcd, step: 'etcd', file: 'etcd' },
    { name: 'coredns', version: coredns, step: 'coredns', file: 'coredns' },
    { name: 'containerd', version: containerd, step: 'containerd', file: 'containerd' },
    { name: 'cni-plugins', version: cniPlugins, step: 'cni', file: 'ptp' },
    { name: 'kube-network-policies', version: networkPolicies, step: 'netpol', file: 'kube-network-policies' },
    { name: 'istiod', version: istio, step: istioStep(istio), file: 'pilot-discovery' },
    { name: 'pilot-agent', version: istio, step: istioStep(istio), file: 'pilot-agent' },
    { name: 'istioctl', version: istio, step: istioStep(istio), file: 'istioctl' },
    { name: 'envoy', version: envoy, step: 'envoy', file: 'envoy' },
    { name: 'prometheus', version: prometheus, step: 'prometheus', file: 'prometheus' },
    { name: 'kiali', version: kiali, step: 'kiali', file: 'kiali' },
    { name: 'opa', version: opa, step: 'opa', file: 'opa' },
    { name: 'go-httpbin', version: httpbin, step: 'httpbin', file: 'go-httpbin' },
    { name: 'kind', version: kind, step: 'kind', file: 'kind' },
    { name: 'node image', version: `Debian ${debian}`, step: 'node' },
    { name: 'nginx (stand-in)', version: `Debian ${debian}`, step: 'nginx-image' },
    { name: 'nicolaka/netshoot (stand-in)', version: `Debian ${debian}`, step: 'netshoot-image' },
    { name: 'curlimages/curl (stand-in)', version: `Debian ${debian}`, step: 'curl-image' },
    { name: 'nginxdemos/hello (stand-in)', version: `Debian ${debian}`, step: 'hello-image' },
    { name: 'alpine and busybox (stand-in)', version: `busybox ${busybox.version}`, step: 'busybox-image' },
  ];
}
