import { claim } from '#meshproof';

const served = `kubectl logs deployment/backend -c hello | grep -c '"GET / HTTP/1.1" 200 '`;

claim('m1-ex8-loop', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const before = await note(frontend.countedTo(backend));
  await control('Prometheus is level with the frontend’s sidecar', frontend.requestsTo(backend)).toBe(before);
  const log = await note(reader.runs(served));

  const loop = await lane.change(reader.runs(written.command().replace('sleep 1', 'sleep 0.1'), { limitMs: 90_000 }));

  await expect(loop).toSucceed();
  await expect(frontend.requestsTo(backend)).toBe(before + 20);
  await expect(reader.runs(served)).toPrint(new RegExp(`^${Number(log.stdout) + 20}$`, 'm'));
  await control('nothing is counted for a pair that did not talk', attacker.requestsTo(backend)).toBe(0);
});

claim('m1-ex8-needs-prom', async ({ lane, control, expect, note }) => {
  const { frontend, backend, outsider } = await lane.world('observed');
  await control('a pod without a sidecar is no target', outsider.scrapes()).toBe([]);
  await expect(frontend.scrapes()).toBe(['1']);
  await expect(backend.scrapes()).toBe(['1']);
  await control('a request is answered', frontend.get(backend)).toReach(backend);
  await expect(frontend.requestsTo(backend)).toBe(await note(frontend.countedTo(backend)));
});

const within = (service: string, path: string) =>
  `kubectl get --raw '/api/v1/namespaces/istio-system/services/${service}/proxy${path}'`;

claim('m1-ex8-sarah-auditors', async ({ lane, control, expect, erratum, note, reader }) => {
  const { frontend, backend } = await lane.world('observed');
  await control('the request in question is answered', frontend.get(backend, '/one-of-many')).toReach(backend);
  await control('the sidecar’s log can show it', reader.runs('kubectl logs deployment/frontend -c istio-proxy')).toPrint(
    '/one-of-many',
  );
  await erratum(frontend.requestsTo(backend)).toBe(await note(frontend.countedTo(backend)));
  const series = within('prometheus:9090', `/api/v1/series?match[]={source_workload_namespace="${lane.namespace}"}`);
  await control('Prometheus has series of the pair', reader.runs(series)).toPrint('"destination_workload":"backend"');
  await expect(reader.runs(series)).toPrint('/one-of-many');
});

claim('m1-ex8-np-blocks-scrape', async ({ lane, control, expect, erratum, written }) => {
  const { frontend, backend } = await lane.world('observed');
  await control('without the policy Prometheus reads the backend', backend.scrapes()).toBe(['1']);

  await lane.apply(written.manifest(317));

  await control('the frontend is served under the policy', frontend.get(backend)).toReach(backend);
  await control('Prometheus reads the frontend', frontend.scrapes()).toBe(['1']);
  await erratum(backend.scrapes()).toBe(['0']);
  await expect(backend.scrapes()).toBe(['1']);

  await lane.remove(written.manifest(317));
  await control('without the policy it reads the backend again', backend.scrapes()).toBe(['1']);
});
