import type { Step } from '../dag/step.ts';
import type { Versions } from '../versions.ts';

/** What every pod of the cluster stands on: the documents' tools, nginx, and what kube-proxy needs. */
const basePackages = [
  ...['iptables', 'nftables', 'iproute2', 'conntrack', 'kmod', 'curl', 'ca-certificates', 'bind9-dnsutils', 'tcpdump'],
  ...['nginx-light', 'jq', 'procps', 'netcat-openbsd', 'iputils-ping', 'libcap2-bin'],
];

/** What a node and the registry need. */
const nodePackages = [
  ...[
    'systemd',
    'systemd-sysv',
    'dbus',
    'conntrack',
    'iptables',
    'nftables',
    'iproute2',
    'ethtool',
    'util-linux',
    'mount',
    'kmod',
  ],
  ...[
    'libseccomp2',
    'pigz',
    'e2fsprogs',
    'bash',
    'ca-certificates',
    'curl',
    'jq',
    'procps',
    'runc',
    'socat',
    'tcpdump',
    'docker-registry',
  ],
];

/** A Debian root with these packages, as an image. Documentation stays out. */
function rootStep(name: string, suite: string, packages: string[], seconds: number): Step {
  const without = ['doc', 'man', 'info', 'locale'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`);
  const make = [
    'mmdebstrap',
    '--quiet',
    '--variant=minbase',
    ...without,
    `--include=${packages.join(',')}`,
    suite,
    '{scratch}/root.tar',
  ];
  return {
    name,
    makes: 'image',
    pool: 'transfer',
    seconds,
    commands: [{ argv: make }, { argv: ['podman', 'import', '--quiet', '{scratch}/root.tar', '{tag}'] }],
  };
}

interface Recipe {
  /** The image that this one stands on. */
  base?: string;
  /** Steps whose folders the Dockerfile copies from. */
  from?: string[];
  /** Files of `images/` that it copies. */
  files?: string[];
  args?: Record<string, string>;
  seconds?: number;
}

/** An image by `images/<name>.Dockerfile`. No network, no layer cache: the key decides what is built. */
function imageStep(name: string, dockerfile: string, { base, from = [], files = [], args = {}, seconds = 8 }: Recipe): Step {
  const contexts = from.flatMap((step) => ['--build-context', `${step}={folder:${step}}`]);
  const values = Object.entries({ ...(base && { BASE: `{image:${base}}` }), ...args });
  const given = values.flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]);
  const build = [
    'podman',
    'build',
    '--quiet',
    '--network=none',
    '--pull=never',
    '--layers=false',
    '--force-rm',
    '--tag',
    '{tag}',
  ];
  return {
    name,
    makes: 'image',
    pool: 'transfer',
    seconds,
    files: files.map((file) => `images/${file}`),
    commands: [{ argv: [...build, '--file', `{file:images/${dockerfile}.Dockerfile}`, ...contexts, ...given, '{here}/images'] }],
  };
}

/** Every image that is built from a Dockerfile or is a Debian root. */
export function imageSteps(versions: Versions): Step[] {
  const { kubernetes, pause, debian } = versions;
  const node = { PAUSE: pause, KUBERNETES: kubernetes };
  return [
    rootStep('base', debian, basePackages, 120),
    rootStep('node-root', debian, nodePackages, 120),
    imageStep('pause-image', 'pause', { from: ['pause'], seconds: 2 }),
    imageStep('etcd-image', 'etcd', { from: ['etcd'], seconds: 3 }),
    imageStep('coredns-image', 'coredns', { from: ['coredns'], seconds: 3 }),
    imageStep('kube-image', 'kube', { base: 'base', from: ['kube'] }),
    imageStep('netpol-image', 'netpol', { base: 'base', from: ['netpol'] }),
    imageStep('pilot-image', 'pilot', { base: 'base', from: ['istio'] }),
    imageStep('proxyv2-image', 'proxyv2', { base: 'base', from: ['istio', 'istio-modules', 'envoy'], seconds: 12 }),
    imageStep('prometheus-image', 'prometheus', { base: 'base', from: ['prometheus'] }),
    imageStep('kiali-image', 'kiali', { base: 'base', from: ['kiali'] }),
    imageStep('tools-image', 'tools', { base: 'base', files: ['frontend.conf'] }),
    imageStep('hello-image', 'hello', { base: 'tools-image', files: ['hello.conf'] }),
    imageStep('registry', 'registry', { base: 'node-root', files: ['registry.yml'] }),
    imageStep('node-empty', 'node', {
      base: 'node-root',
      from: ['kind-modules', 'containerd', 'cni', 'kube'],
      files: ['registry-mirror.toml', 'storage.yaml'],
      args: node,
      seconds: 20,
    }),
  ];
}
