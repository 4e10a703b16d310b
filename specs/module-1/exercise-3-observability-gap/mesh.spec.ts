import { claim } from '#meshproof';

claim('m1-ex3-no-latency', async ({ lane, control, expect }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const caller = `source_workload="attacker",source_workload_namespace="${lane.namespace}",destination_workload="backend"`;
  await control('the frontend calls the backend', frontend.spread(backend, { requests: 20 }).answered).toBe(20);
  await control('a caller with a sidecar calls the backend', attacker.spread(backend, { requests: 20 }).answered).toBe(20);
  await control('Kubernetes has metrics of the frontend', lane.kubernetesMetrics(/frontend-/).count).toBeAtLeast(1);
  await control(
    'the mesh has latencies of the caller with a sidecar',
    lane.metric(`istio_request_duration_milliseconds_count{${caller}}`),
  ).toBeAtLeast(1);

  await expect(lane.kubernetesMetrics(/frontend.*backend|backend.*frontend/).count).toBe(0);
});

claim('m1-ex3-t-mesh-identity', async ({ lane, control, expect, erratum, note }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const ofBackend = await note(backend.identity());
  await control('a pod under another service account has another identity', stranger.identity()).toHold(
    `/ns/${lane.namespace}/sa/stranger`,
  );

  await erratum(frontend.identity()).toHold(new RegExp(`/ns/${lane.namespace}/sa/default$`));
  await expect(frontend.identity()).toDifferFrom(ofBackend);
});
