import { claim } from '#meshproof';

/** Five requests for the pod's own name. */
const calls = (pod: string) =>
  `kubectl exec ${pod} -c curl -- curl -s --fail-early -f -m 10 ${Array(5).fill(`http://backend/${pod}`).join(' ')}`;

claim('m2-gap-telemetry', async ({ lane, control, expect, reader }) => {
  const { v1 } = await lane.world('telemetry');
  await lane.apply('telemetry.yaml');
  const counted = (pod: string) =>
    lane.metric(
      `istio_requests_total{reporter="source",source_workload="${pod}",source_workload_namespace="${lane.namespace}",destination_workload="v1"}`,
    );
  const logged = (pod: string) => reader.lines(`kubectl logs ${pod} --all-containers`, `"GET /${pod} HTTP/1.1" 200 `).count;
  /** What the collector has received, with the names of the services. */
  const spans = reader.lines('kubectl logs collector', /^POST \/api\/v2\/spans/);
  const ready = 'kubectl wait --for=condition=Ready pod/caller pod/bare pod/collector --timeout=50s';
  await control('both callers and the collector are Ready', reader.runs(ready)).toSucceed();
  await control('before the calls Prometheus counts no request of the caller', counted('caller')).toBe(0);

  await lane.change(reader.runs(calls('bare')));
  await lane.change(reader.runs(calls('caller')));

  await control('the calls of the pod without a sidecar were answered', v1.logged('"GET /bare HTTP/1.1" 200')).toBe(5);
  await control('the calls of the pod with a sidecar were answered', v1.logged('"GET /caller HTTP/1.1" 200')).toBe(5);
  await expect(counted('caller')).toBe(5);
  await expect(logged('caller')).toBe(5);
  await expect(spans).toHold(/"serviceName":"caller/);
  await control('the pod without a sidecar has no metric', counted('bare')).toBe(0);
  await control('the pod without a sidecar has no line in its logs', logged('bare')).toBe(0);
  await control('the pod without a sidecar has no trace', spans).toLack(/"serviceName":"bare/);
});
