import type { Fidelity } from './fidelity.ts';
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

/** What the suites said of a cluster. For tests only. */
export const plantedFidelity: Fidelity = {
  schema: 'meshproof/fidelity/v1',
  started: '2026-01-01T03:04:05.000Z',
  finished: '2026-01-01T03:44:05.000Z',
  commit: '0123456789ab',
  cluster: '0'.repeat(64),
  peers: '0123456789abcdef',
  kubernetes: '1.36.3',
  istio: '1.31.0',
  proxy: '1.40.0',
  networkPolicy: 'kube-network-policies 0.8.0',
  suites: [
    {
      name: 'gateway-api',
      version: 'v1.6.0',
      command: 'gateway.test --conformance-profiles=MESH-HTTP',
      started: '2026-01-01T03:05:05.000Z',
      seconds: 421,
      passed: 1,
      failed: 0,
      skipped: 1,
      floor: 1,
      profiles: [{ name: 'MESH-HTTP', summary: 'Core tests succeeded.', core: 'success', extended: 'success' }],
      holes: [],
      surprises: [],
      tests: [
        { name: 'MeshPlanted', outcome: 'passed', seconds: 2.5 },
        { name: 'GatewayPlanted', outcome: 'skipped', seconds: 0, reason: 'the suite does not support Gateway' },
      ],
    },
    {
      name: 'network-policy',
      version: 'v1.36.3',
      command: 'netpol.test --ginkgo.focus=Netpol',
      started: '2026-01-01T03:13:05.000Z',
      seconds: 1740,
      passed: 1,
      failed: 1,
      skipped: 0,
      floor: 1,
      profiles: [],
      holes: [{ test: 'Netpol has a planted hole', reason: 'planted', outcome: 'failed' }],
      surprises: [],
      tests: [
        { name: 'Netpol keeps planted strangers out', outcome: 'passed', seconds: 31 },
        { name: 'Netpol has a planted hole', outcome: 'failed', seconds: 40, reason: 'a planted pod was reached' },
      ],
    },
  ],
};
