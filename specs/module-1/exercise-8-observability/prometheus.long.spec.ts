import { claim } from '#meshproof';

const log = 'kubectl logs deployment/backend -c hello';

claim('m1-ex8-loop', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const before = await note(frontend.countedTo(backend));
  await control('Prometheus has the count of the frontend’s sidecar', frontend.requestsTo(backend)).toBe(before);
  const served = reader.lines(log, '"GET / HTTP/1.1" 200 ').count;
  const earlier = await note(served);

  const loop = await lane.attempt(reader.runs(written.command().replace('sleep 1', 'sleep 0.1'), { limitMs: 90_000 }));

  await expect(loop).toSucceed();
  await expect(frontend.requestsTo(backend)).toBe(before + 20);
  await expect(served).toBe(earlier + 20);
  await control('Prometheus counts nothing for a pair that did not talk', attacker.requestsTo(backend)).toBe(0);
});

claim('m1-ex8-needs-prom', async ({ lane, control, expect, note }) => {
  const { frontend, backend, outsider } = await lane.world('observed');
  await control('a pod without a sidecar is not a target of Prometheus', outsider.scrapes()).toBe([]);
  await control('the frontend’s request is answered', frontend.get(backend)).toReach(backend);
  await control('Prometheus gets what the frontend’s sidecar has counted', frontend.requestsTo(backend)).toBe(
    await note(frontend.countedTo(backend)),
  );
  await expect(frontend.scrapes()).toBe(['1']);
  await expect(backend.scrapes()).toBe(['1']);
});

const series = (namespace: string) =>
  `kubectl get --raw '/api/v1/namespaces/istio-system/services/prometheus:9090/proxy/api/v1/series?match[]={source_workload_namespace="${namespace}"}'`;

claim('m1-ex8-sarah-auditors', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend } = await lane.world('observed');
  await control('the request to /one-of-many is answered', frontend.get(backend, '/one-of-many')).toReach(backend);
  await control('Prometheus has counted the frontend’s requests', frontend.requestsTo(backend)).toBe(
    await note(frontend.countedTo(backend)),
  );
  await expect(reader.runs(series(lane.namespace))).toPrint(/"destination_workload":"backend"[^}]*"source_workload":"frontend"/);
  await expect(reader.runs(series(lane.namespace))).toPrintNothingLike('/one-of-many');
  await expect(reader.runs('kubectl logs deployment/backend -c istio-proxy --since=5m')).toPrint(
    '"GET /one-of-many HTTP/1.1" 200',
  );
});

claim('m1-ex3-t-mesh-http', async ({ lane, control, expect, note }) => {
  const { frontend, backend, outsider } = await lane.world('observed');
  const answered = frontend.requestsTo(backend, { status: 200 });
  const refused = frontend.requestsTo(backend, { status: 405 });
  await control('the application serves GET', frontend.get(backend)).toReach(backend);
  await control('the application itself refuses POST', frontend.post(backend)).toReach(backend, { status: 405 });
  const before = await note(frontend.countedTo(backend));
  await control('Prometheus has the count of the frontend’s sidecar', frontend.requestsTo(backend)).toBe(before);
  const [before200, before405] = [await note(answered), await note(refused)];

  await lane.request(frontend.get(backend), { times: 12 });
  await lane.request(frontend.post(backend), { times: 8, status: [405] });
  await lane.request(outsider.get(backend, '/outside'), { times: 5 });

  await expect(frontend.requestsTo(backend)).toBe(before + 20);
  await expect(answered).toBe(before200 + 12);
  await expect(refused).toBe(before405 + 8);
  await control('the backend has answered the caller without a sidecar', backend.logged('"GET /outside HTTP/1.1" 200')).toBe(5);
});

// last, because this claim replaces the backend's pod: a policy does not affect connections that are already open
claim('m1-ex8-np-blocks-scrape', async ({ lane, control, expect, note, written }) => {
  const { frontend, outsider, backend } = await lane.world('observed');
  await control('without the policy Prometheus reads the backend', backend.scrapes()).toBe(['1']);

  await lane.apply(written.manifest('backend-policy'));
  await lane.restart(backend);

  const [address] = await note(backend.podIps());
  const metrics = { port: 15020, address };
  await control('the frontend is served under the policy', frontend.get(backend)).toReach(backend);
  await control(
    'a pod of another namespace gets no answer from the metrics’ port',
    outsider.get(backend, '', metrics),
  ).toBeDropped();
  await control('Prometheus still reads the frontend', frontend.scrapes()).toBe(['1']);
  await expect(backend.scrapes()).toBe(['0']);

  await lane.remove(written.manifest('backend-policy'));
  await control('without the policy Prometheus reads the backend again', backend.scrapes()).toBe(['1']);
});
