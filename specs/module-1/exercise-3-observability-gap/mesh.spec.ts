import { claim } from '#meshproof';

const nodes = "$(kubectl get nodes -o jsonpath='{.items[*].metadata.name}')";
/** Prints every metric that Kubernetes offers: the API server's, and those of each node's kubelet and containers. */
const kubernetesMetrics = `kubectl get --raw /metrics; for node in ${nodes}; do
    for part in metrics metrics/cadvisor; do kubectl get --raw /api/v1/nodes/$node/proxy/$part; done; done`;
const prometheus = (query: string) =>
  `kubectl get --raw "/api/v1/namespaces/istio-system/services/prometheus:9090/proxy/api/v1/query?query=$(jq -rn --arg q '${query}' '$q | @uri')"`;

claim('m1-ex3-no-latency', async ({ lane, control, expect, reader }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const here = `(${kubernetesMetrics}) | grep -F '"${lane.namespace}"'`;
  await control('the frontend calls the backend', frontend.spread(backend, { requests: 20 }).answered).toBe(20);
  await control('a caller with a sidecar calls the backend', attacker.spread(backend, { requests: 20 }).answered).toBe(20);
  await control('Kubernetes has metrics of the frontend', reader.runs(`${here} | grep -c frontend-`)).toPrint(/^[1-9]/);
  await control(
    'the mesh has latencies of the caller with a sidecar',
    reader.runs(
      `${prometheus(`istio_request_duration_milliseconds_count{source_workload="attacker",source_workload_namespace="${lane.namespace}",destination_workload="backend"}`)} | jq '.data.result | length > 0'`,
    ),
  ).toPrint('true');

  await expect(reader.runs(`${here} | grep frontend | grep -c backend`)).toPrint(/^0\n$/);
});

const identityOf = (pod: string) =>
  `kubectl exec ${pod} -c istio-proxy -- pilot-agent request GET certs 2>/dev/null | grep -o 'spiffe://[^"]*' | sort -u`;

claim('m1-ex3-t-mesh-identity', async ({ lane, control, expect, erratum, note, reader }) => {
  const { frontend, backend } = await lane.world('identities');
  const ofFrontend = reader.runs(identityOf('deployment/frontend'));
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const ofBackend = await note(reader.runs(identityOf('deployment/backend')));
  await control('a pod under another service account has another identity', reader.runs(identityOf('stranger'))).toPrint(
    `/ns/${lane.namespace}/sa/stranger\n`,
  );

  await erratum(ofFrontend).toPrint(`/ns/${lane.namespace}/sa/default\n`);
  await expect(ofFrontend).toDifferFrom(ofBackend);
});
