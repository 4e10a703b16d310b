import { yamlValue } from '../../cluster/host/yaml.ts';
import { z } from 'zod';
import type { Component } from '../../cluster/records/state.ts';
import type { Manifest } from '../kube/objects.ts';

/** What one running proxy says of itself. */
export interface ProxyAnswer {
  envoy: string | undefined;
  agent: string | undefined;
  /** Its image, as its node pulled it. */
  digest: string | undefined;
}

/** What the cluster answers about its parts, before any of it is put into words. */
export interface Facts {
  /** The API server's own answer. */
  version: string;
  nodes: Manifest[];
  /** Pods of kube-system. */
  system: Manifest[];
  istiod: { pod: Manifest; answer: string | undefined }[];
  proxy: ProxyAnswer | undefined;
  /** The version that the reader's istioctl answers; `unknown` where it answers none. */
  istioctl: string;
  /** ConfigMap `values` of istio-system: what Istio's charts were rendered with. */
  values: Manifest | undefined;
  prometheus: Running[];
  kiali: Running[];
}

/** A container that runs: the tag of its image, and the image that it was started from. */
export interface Running {
  version: string | undefined;
  digest: string | undefined;
}

export const unknown = 'unknown';

export const withoutV = (version: string) => version.replace(/^v/, '');

/** Tag of an image name, with or without a digest behind it. */
const tagOf = (image: string): string | undefined => /:([^:/]+)$/.exec(image.split('@')[0] ?? '')?.[1];

/** The containers of this name that run in these pods; those of a pod on its way out are not asked any more. */
export function running(pods: readonly Manifest[], container: string): Running[] {
  return pods.flatMap(({ metadata, spec, status }) => {
    if (metadata?.deletionTimestamp) return [];
    const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])] as { name: string; image?: string }[];
    const states = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])] as {
      name: string;
      imageID?: string;
      state?: { running?: unknown };
    }[];
    const state = states.find((one) => one.name === container && one.state?.running);
    if (!state) return [];
    const image = all.find((one) => one.name === container)?.image ?? '';
    return [{ version: tagOf(image), digest: /sha256:[0-9a-f]{64}/.exec(state.imageID ?? '')?.[0] }];
  });
}

/** The containers that answer on a Service’s port, by its name or number: where a pod has several, the one that declares it. */
export function serving(service: Manifest, port: string, pods: readonly Manifest[]): Running[] {
  const ports = (service.spec?.ports ?? []) as { name?: string; port: number; targetPort?: number | string }[];
  const meant = ports.find((one) => String(one.port) === port || one.name === port);
  const target = meant?.targetPort ?? meant?.port ?? Number(port);
  return pods.flatMap((pod) => {
    const containers = (pod.spec?.containers ?? []) as { name: string; ports?: { name?: string; containerPort: number }[] }[];
    const declaring = containers.find((one) =>
      one.ports?.some(({ name, containerPort }) => name === target || containerPort === target),
    );
    const container = declaring ?? (containers.length === 1 ? containers[0] : undefined);
    return container ? running([pod], container.name) : [];
  });
}

const kubeProxyConfig = z.object({ kind: z.literal('KubeProxyConfiguration'), mode: z.string().optional() });

/**
 * How kube-proxy writes a node's rules, by the configuration that its pods are given. A program that runs in no pod, such as k3s, tells
 * nothing of it.
 */
export function kubeProxyMode(configMap: Manifest | undefined, system: readonly Manifest[]): string {
  if (running(system, 'kube-proxy').length === 0) return configMap ? 'none' : unknown;
  const { data } = kubeProxyConfig.safeParse(parsedYaml(configMap?.data?.['config.conf']));
  // an empty mode is the default, which on Linux is iptables (kube-proxy's --proxy-mode)
  return data ? data.mode || 'iptables' : unknown;
}

function parsedYaml(text: unknown): unknown {
  try {
    return yamlValue(String(text), 'a ConfigMap');
  } catch {
    return undefined;
  }
}

/** Istio's programs answer version, git revision and build status with dashes between. */
export const istioVersion = (answer: string): string | undefined => /^(\d\S*)-[^-\s]+-[^-\s]+\s*$/.exec(answer)?.[1];

/** Envoy answers its commit, version, build status, build type and TLS library with slashes between. */
export const envoyVersion = (answer: string | undefined): string | undefined => answer?.split('/')[1];

const chartValues = z.object({ compatibilityVersion: z.string().optional() });

/** The release whose defaults Istio keeps: `none` where these are its own. */
function compatibilityVersion(values: Manifest | undefined): string {
  const { data } = chartValues.safeParse(parsedYaml(values?.data?.['original-values']));
  return data ? data.compatibilityVersion || 'none' : unknown;
}

/** Each part with the version that it answers; `unknown` where it answers none. Parts that no object of the cluster shows are not in it. */
export function measured({ version, nodes, system, istiod, proxy, istioctl, values, prometheus, kiali }: Facts): Component[] {
  const info = nodes.map(({ status }) => status?.nodeInfo as { kubeletVersion?: string; containerRuntimeVersion?: string });
  const runtimes = info.map((one) => one?.containerRuntimeVersion?.split('://') ?? []);
  const shown = [
    ['etcd', 'etcd'],
    ['coredns', 'coredns'],
    ['kindnet', 'kindnet-cni'],
    ['kube-network-policies', 'kube-network-policies'],
  ] as const;
  const istiods = istiod.map(({ pod, answer }) => {
    const [seen] = running([pod], 'discovery');
    return { version: istioVersion(answer ?? '') ?? seen?.version, digest: seen?.digest };
  });
  return [
    part('kubernetes', [
      { version: withoutV(version), digest: one(running(system, 'kube-apiserver').map(({ digest }) => digest)) },
    ]),
    part(
      'kubelet',
      info.map((each) => ({ version: each?.kubeletVersion && withoutV(each.kubeletVersion) })),
    ),
    part(
      runtimes[0]?.[0] ?? 'container runtime',
      runtimes.map(([, runtime]) => ({ version: runtime })),
    ),
    ...shown.map(([name, container]) => part(name, running(system, container))).filter((each) => each.version !== unknown),
    part('istiod', istiods),
    part('pilot-agent', [{ version: proxy?.agent, digest: proxy?.digest }]),
    part('envoy', [{ version: proxy?.envoy, digest: proxy?.digest }]),
    { name: 'istioctl', version: istioctl },
    { name: 'compatibilityVersion', version: compatibilityVersion(values) },
    part('prometheus', prometheus),
    part('kiali', kiali),
  ];
}

function part(name: string, found: readonly Partial<Running>[]): Component {
  const answered = found.filter(({ version }) => version);
  const versions = [...new Set(answered.map(({ version }) => version))].sort();
  const digest = one(answered.map((each) => each.digest));
  return { name, version: versions.join(' and ') || unknown, ...(digest && { digest }) };
}

/** The digest that all have in common. */
function one(digests: readonly (string | undefined)[]): string | undefined {
  return new Set(digests).size === 1 ? digests[0] : undefined;
}
