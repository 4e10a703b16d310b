import { claim } from '#meshproof';

const calls = (pod: string) =>
  `kubectl exec ${pod} -c curl -- sh -c 'for i in 1 2 3 4 5; do curl -sf -o /dev/null -m 10 http://backend/${pod} || exit; done'`;
const counted = (pod: string, namespace: string) =>
  `kubectl get --raw "/api/v1/namespaces/istio-system/services/prometheus:9090/proxy/api/v1/query?query=$(jq -rn '"sum(istio_requests_total{reporter=\\"source\\",source_workload=\\"${pod}\\",source_workload_namespace=\\"${namespace}\\",destination_workload=\\"v1\\"})" | @uri')" | jq -r '.data.result[0].value[1] // "0"'`;
/** Counts the log lines of the pod's calls, in all its containers. */
const logged = (pod: string) => `kubectl logs ${pod} --all-containers | grep -c '"GET /${pod} HTTP/1.1" 200 '`;
/** Lists the services whose spans the collector has received. */
const traced = `kubectl logs collector | grep '^POST /api/v2/spans' | grep -o '"serviceName":"[^"]*"' | sort -u`;

claim('m2-gap-telemetry', async ({ lane, control, expect, reader }) => {
  const { v1 } = await lane.world('telemetry');
  await lane.apply('telemetry.yaml');
  const ready = 'kubectl wait --for=condition=Ready pod/caller pod/bare pod/collector --timeout=50s';
  await control('both callers and the collector are Ready', reader.runs(ready)).toSucceed();
  await control(
    'before the calls Prometheus counts no request of the caller',
    reader.counts(counted('caller', lane.namespace)),
  ).toBe(0);

  await lane.change(reader.runs(`${calls('bare')} && ${calls('caller')}`));

  await control('the calls of the pod without a sidecar were answered', v1.logged('"GET /bare HTTP/1.1" 200')).toBe(5);
  await control('the calls of the pod with a sidecar were answered', v1.logged('"GET /caller HTTP/1.1" 200')).toBe(5);
  await expect(reader.counts(counted('caller', lane.namespace))).toBe(5);
  await expect(reader.runs(logged('caller'))).toPrint(/^5\n$/);
  await expect(reader.runs(traced)).toPrint(/"caller/);
  await control('the pod without a sidecar has no metric', reader.counts(counted('bare', lane.namespace))).toBe(0);
  await control('the pod without a sidecar has no line in its logs', reader.runs(logged('bare'))).toPrint(/^0\n$/);
  await control('the pod without a sidecar has no trace', reader.runs(traced)).toPrintNothingLike(/"bare/);
});
