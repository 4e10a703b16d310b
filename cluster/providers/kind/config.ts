import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Machine } from '../../host/machine.ts';
import type { Substitution } from '../../records/state.ts';

export const podRange = '10.244.0.0/16';
export const serviceRange = '10.96.0.0/16';
export const nodeCount = 3;

/** The names kind gives a cluster's nodes, control plane first. */
export const nodeNames = (cluster: string): string[] => [`${cluster}-control-plane`, `${cluster}-worker`, `${cluster}-worker2`];

/**
 * kind's configuration of one control plane and two workers.
 *
 * @param ownNetwork true when the pod network is put in place here, not by kind's own plugin
 */
export function kindConfig(machine: Pick<Machine, 'cgroup' | 'sysResource'>, ownNetwork: boolean): string {
  const kubelet = {
    kind: 'KubeletConfiguration',
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    ...(machine.cgroup === 1 && { failCgroupV1: false }), // refused by default since Kubernetes 1.35
    ...(!machine.sysResource && { oomScoreAdj: 0 }), // lowering it needs CAP_SYS_RESOURCE
  };
  const proxy = {
    kind: 'KubeProxyConfiguration',
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    ...(!machine.sysResource && { oomScoreAdj: 0 }),
  };
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: { disableDefaultCNI: ownNetwork, podSubnet: podRange, serviceSubnet: serviceRange },
    nodes: [{ role: 'control-plane', extraMounts: [auditPolicy] }, { role: 'worker' }, { role: 'worker' }],
    kubeadmConfigPatches: [kubelet, proxy, ...controlPlane].map((patch) => stringify(patch)),
  });
}

/** What differs by the arguments below, for the report. */
export const fasterControlPlane: Substitution = {
  name: 'control plane for a lab',
  for: "kubeadm's own arguments",
  replaces: ['kubernetes'],
  by: 'etcd with --unsafe-no-fsync, one replica without leader election, from Kubernetes 1.36 on ECDSA keys and garbage collected less often (GOGC=400): a power cut may lose the state, and pods come sooner; the API server logs changes of policies for an audit',
};

/** What the API server writes to its audit log, and where a node has that file. */
const auditPolicy = {
  hostPath: join(import.meta.dirname, '../../manifests/audit-policy.yaml'),
  containerPath: '/etc/kubernetes/policies/audit.yaml',
  readOnly: true,
};
const { containerPath: path } = auditPolicy;
const audit = { 'audit-log-path': '-', 'audit-policy-file': path };
const extraVolumes = [{ name: 'audit-policy', hostPath: path, mountPath: path, readOnly: true, pathType: 'File' }];

const asList = (args: Record<string, string>) => Object.entries(args).map(([name, value]) => ({ name, value }));

/** With rarer collections a pod, made and removed, takes a tenth less of the machine's time. */
const extraEnvs = [{ name: 'GOGC', value: '400' }];

/**
 * One control plane elects nobody, and on a busy machine a lost lease restarts the scheduler and the controller-manager.
 * kubeadm's two configuration formats write arguments differently, and only the later one has variables. kind writes v1beta3 up to
 * Kubernetes 1.35 and v1beta4 from 1.36 on (kubeadm 1.37 reads no other); the patch for the one it doesn't write is ignored. The lists of v1beta4 replace kind's, so kind's own arguments stand in them again.
 */
const controlPlane = [
  {
    kind: 'ClusterConfiguration',
    apiVersion: 'kubeadm.k8s.io/v1beta3',
    apiServer: { extraArgs: audit, extraVolumes },
    controllerManager: { extraArgs: { 'leader-elect': 'false' } },
    scheduler: { extraArgs: { 'leader-elect': 'false' } },
    etcd: { local: { extraArgs: { 'unsafe-no-fsync': 'true' } } },
  },
  {
    kind: 'ClusterConfiguration',
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    encryptionAlgorithm: 'ECDSA-P256', // made and signed with in a hundredth of RSA's time
    apiServer: { extraArgs: asList({ 'runtime-config': '', ...audit }), extraVolumes, extraEnvs },
    controllerManager: { extraArgs: asList({ 'enable-hostpath-provisioner': 'true', 'leader-elect': 'false' }), extraEnvs },
    scheduler: { extraArgs: asList({ 'leader-elect': 'false' }), extraEnvs },
    etcd: { local: { extraArgs: asList({ 'unsafe-no-fsync': 'true' }), extraEnvs } },
  },
];
