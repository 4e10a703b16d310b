import type { Step } from '../dag/step.ts';
import type { Versions } from '../../../../versions.ts';
import { istioStep } from './istio.ts';

/** The documents' tools, nginx, and what kube-proxy needs. */
const podPackages = [
  ...['iptables', 'nftables', 'iproute2', 'conntrack', 'kmod', 'curl', 'ca-certificates', 'bind9-dnsutils', 'tcpdump'],
  ...['nginx-light', 'jq', 'procps', 'netcat-openbsd', 'iputils-ping', 'libcap2-bin'],
];

/** What a node and the registry need beside them. */
const nodePackages = [
  ...['systemd', 'systemd-sysv', 'dbus', 'ethtool', 'util-linux', 'mount', 'libseccomp2', 'pigz', 'e2fsprogs', 'bash', 'runc'],
  ...['socat', 'docker-registry'],
];

/** Programs that one published image has and another lacks: they stand off the path, and the images that have them link them. */
export const notEverywhere = [
  ...['bash', 'conntrack', 'dig', 'host', 'ip', 'jq', 'nc', 'nginx', 'nslookup', 'ping', 'ps', 'socat', 'ss', 'tcpdump'],
];
const offThePath = `PATH=/usr/sbin:/usr/bin
mkdir /opt/programs
for program in ${notEverywhere.join(' ')}; do mv "$(readlink -f "$(command -v $program)")" /opt/programs/$program; done`;

/** What every image with a shell stands on, pods' and nodes' alike: a second root would cost two minutes and save nothing. */
function rootStep(suite: string): Step {
  const without = ['doc', 'man', 'info', 'locale'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`);
  const make = [
    'mmdebstrap',
    '--quiet',
    '--variant=minbase',
    ...without,
    `--include=${[...podPackages, ...nodePackages].join(',')}`,
    `--customize-hook=chroot "$1" sh -euc '${offThePath}'`,
    suite,
    '{scratch}/root.tar',
  ];
  return {
    name: 'base',
    makes: 'image',
    pool: 'transfer',
    seconds: 120,
    commands: [{ argv: make }, { argv: ['podman', 'import', '--quiet', '{scratch}/root.tar', '{tag}'] }],
  };
}

interface Recipe {
  /** The image that this one stands on. */
  base?: string;
  /** Steps whose folders the Dockerfile copies from, by the names that it has for them. */
  from?: (string | { as: string; step: string })[];
  /** Files of `images/` that it copies. */
  files?: string[];
  args?: Record<string, string>;
  seconds?: number;
}

/** An image by `images/<name>.Dockerfile`. No network, no layer cache: the key decides what is built. */
export function imageStep(
  name: string,
  dockerfile: string,
  { base, from = [], files = [], args = {}, seconds = 8 }: Recipe,
): Step {
  const contexts = from
    .map((each) => (typeof each === 'string' ? { as: each, step: each } : each))
    .flatMap(({ as, step }) => ['--build-context', `${as}={folder:${step}}`]);
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
  const istio = { as: 'istio', step: istioStep(versions.istio) };
  const istioModules = { as: 'istio-modules', step: `${istio.step}-modules` };
  return [
    rootStep(debian),
    imageStep('pause-image', 'pause', { from: ['pause'], seconds: 2 }),
    imageStep('etcd-image', 'etcd', { from: ['etcd'], seconds: 3 }),
    imageStep('coredns-image', 'coredns', { from: ['coredns'], seconds: 3 }),
    imageStep('kube-image', 'kube', { base: 'base', from: ['kube'] }),
    imageStep('netpol-image', 'netpol', { base: 'base', from: ['netpol'] }),
    imageStep('pilot-image', 'pilot', { base: 'base', from: [istio] }),
    imageStep('proxyv2-image', 'proxyv2', { base: 'base', from: [istio, istioModules, 'envoy'], seconds: 12 }),
    imageStep('prometheus-image', 'prometheus', { base: 'base', from: ['prometheus'] }),
    imageStep('kiali-image', 'kiali', { base: 'base', from: ['kiali', 'kiali-page'] }),
    imageStep('opa-image', 'opa', { from: ['opa'], seconds: 3 }),
    imageStep('httpbin-image', 'httpbin', { from: ['httpbin'], seconds: 3 }),
    imageStep('busybox-image', 'busybox', { from: ['busybox'], seconds: 3 }),
    imageStep('curl-image', 'curl', { base: 'base', files: ['curl-entrypoint.sh'] }),
    imageStep('netshoot-image', 'netshoot', { base: 'base' }),
    imageStep('server-image', 'server', { base: 'base', files: ['nginx.conf', 'nginx-entrypoint.sh'] }),
    imageStep('nginx-image', 'nginx', { base: 'server-image', files: ['default.conf'] }),
    imageStep('hello-image', 'hello', { base: 'server-image', files: ['hello.conf', 'hello.html'] }),
    imageStep('registry', 'registry', { base: 'base', files: ['registry.yml'] }),
    imageStep('node-empty', 'node', {
      base: 'base',
      from: ['kind-modules', 'containerd', 'cni', 'kube'],
      files: ['registry-mirror.toml', 'storage.yaml'],
      args: node,
      seconds: 20,
    }),
  ];
}
