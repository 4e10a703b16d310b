import type { Environment } from './schema.ts';

/** A cluster as a run measured it. For tests only. */
export const plantedEnvironment: Environment = {
  provider: 'embedded',
  clusterUid: 'u-1',
  nodes: 3,
  kubernetes: '1.36.3',
  istio: '1.31.0',
  proxy: '1.39.3',
  networkPolicy: 'kindnet',
  kubeProxyMode: 'iptables',
  components: [],
  substitutions: [],
};
