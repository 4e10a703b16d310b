import type { Component, Substitution } from '../state.ts';

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
