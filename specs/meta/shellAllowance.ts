/**
 * How many programs in quotes a spec file holds: each is one that the document or its reader would type, or what no reading can show. Thirty
 * in all (specs/meta/shell-strings.test.ts).
 */
export const shellAllowance: Record<string, number> = {
  'specs/lab/names.spec.ts': 1,
  'specs/lab/policy-changes.spec.ts': 1,
  'specs/module-1/exercise-1-kubernetes-networking/at-once.serial.spec.ts': 1,
  'specs/module-1/exercise-1-kubernetes-networking/discovery.spec.ts': 2,
  'specs/module-1/exercise-1-kubernetes-networking/kube-proxy.serial.spec.ts': 1,
  'specs/module-1/exercise-1-kubernetes-networking/network.spec.ts': 1,
  'specs/module-1/exercise-4-network-policy/cilium.spec.ts': 1,
  'specs/module-1/exercise-5-sidecar-injection/injection.spec.ts': 2,
  'specs/module-1/exercise-5-sidecar-injection/pick.spec.ts': 3,
  'specs/module-1/exercise-5-sidecar-injection/restart.spec.ts': 1,
  'specs/module-1/exercise-6-mutual-tls/configuration.spec.ts': 3,
  'specs/module-1/exercise-6-mutual-tls/paste.spec.ts': 2,
  'specs/module-1/exercise-6-mutual-tls/sniffer.spec.ts': 1,
  'specs/module-1/exercise-7-authorization/denial-seen.spec.ts': 1,
  'specs/module-1/lab-setup/cluster.spec.ts': 1,
  'specs/module-1/lab-setup/other-cluster.long.spec.ts': 1,
  'specs/module-1/operations/root-rotation.spec.ts': 4,
  'specs/module-1/troubleshooting/faults.spec.ts': 1,
};
