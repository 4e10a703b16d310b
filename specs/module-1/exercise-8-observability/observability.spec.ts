import { claim } from '#meshproof';

// for 7 s, because a rate needs an increase between two scrapes, which are 5 s apart
const calls = { times: 10, every: 0.7 };

// first, because this claim needs a graph without the edge
claim('m1-ex8-live-map', async ({ lane, control, expect, reader, written }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('before the traffic the graph has no edge', frontend.edgeTo(backend).drawn).toBe(false);

  await lane.change(reader.runs(written.command(617), { limitMs: 90_000 }));

  await expect(frontend.edgeTo(backend).drawn).toBe(true);
  await expect(frontend.edgeTo(backend).rate).toBeBetween(0.05, 2);
  await expect(frontend.edgeTo(backend).responseTime).toBeBetween(0.1, 5000);
  await control('the edge shows no error after 20 answered calls', frontend.edgeTo(backend).errors).toBe(0);
  await control('the graph has no edge of a pair that did not talk', attacker.edgeTo(backend).drawn).toBe(false);
});

claim('m1-ex8-ui-graph', async ({ lane, control, expect }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('the attacker has no edge before it calls', attacker.edgeTo(frontend).drawn).toBe(false);

  await lane.request(attacker.get(frontend), calls);

  await expect(attacker.edgeTo(frontend).drawn).toBe(true);
  await control('the graph has no edge in the other direction', frontend.edgeTo(attacker).drawn).toBe(false);
  await control('the graph has no edge of a pair that did not talk', backend.edgeTo(frontend).drawn).toBe(false);
});

const recordsOf = (one: string, other: string) =>
  `kubectl get pods,deployments,services,endpointslices,events -o json | jq '[.. | strings | select(test("${one}") and test("${other}"))] | length'`;

claim('m1-ex8-missing-view', async ({ lane, control, expect, reader }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await lane.request(frontend.get(backend), calls);
  await control('Kubernetes records where a pod was placed', reader.runs(recordsOf('backend', 'Successfully assigned'))).toPrint(
    /^[1-9]/,
  );
  await expect(reader.runs(recordsOf('frontend', 'backend'))).toPrint(/^0$/m);
  await expect(frontend.edgeTo(backend).drawn).toBe(true);
  await expect(frontend.edgeTo(backend).rate).toBeBetween(0.05, 10);
  await expect(frontend.edgeTo(backend).responseTime).toBeBetween(0.1, 5000);
  await control('the graph has no edge of a pair that did not talk', attacker.edgeTo(backend).drawn).toBe(false);
});

claim('m1-ex8-edges', async ({ lane, control, expect, note }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  const before = await note(frontend.countedTo(backend));
  await control('Prometheus has the count of the frontend’s sidecar', frontend.requestsTo(backend)).toBe(before);
  await control('Prometheus has no series of a pair that has not talked', attacker.seriesTo(backend)).toBe(0);

  await lane.request(frontend.get(backend, '/edges'), calls);

  await expect(frontend.requestsTo(backend)).toBe(before + 10);
  await expect(backend.logged('"GET /edges HTTP/1.1"')).toBe(10);
  await expect(frontend.edgeTo(backend).drawn).toBe(true);
  await control('Prometheus still has no series of a pair that did not talk', attacker.seriesTo(backend)).toBe(0);
  await control('Prometheus has no series in the other direction', backend.seriesTo(frontend)).toBe(0);
  await control('the graph has no edge of a pair that did not talk', attacker.edgeTo(backend).drawn).toBe(false);
});

claim('m1-ex8-ui-latency', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('observed');
  await lane.request(frontend.get(backend), calls);
  await expect(frontend.edgeTo(backend).responseTime).toBeBetween(0.1, 1000);

  await lane.apply('slow-backend.yaml');
  await control(
    'a call to the slow backend takes two seconds',
    frontend.runs("curl -s -o /dev/null -w '%{time_total}' http://backend/"),
  ).toPrint(/^2\./);
  await lane.request(frontend.get(backend).within(5), { times: 5 });

  await control('a delay of two seconds raises the response time', frontend.edgeTo(backend).responseTime).toBeBetween(1000, 5000);
});

claim('m1-ex8-ui-rates', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('observed');
  await lane.request(frontend.get(backend), calls);
  await expect(frontend.edgeTo(backend).rate).toBeBetween(0.05, 10);
  await control('the edge shows no error after answered calls', frontend.edgeTo(backend).errors).toBe(0);

  await lane.apply(written.manifest(558));
  await control('the policy denies calls to another path', frontend.get(backend, '/data')).toBeRefused({
    how: 'http-403',
    by: backend,
  });
  await lane.request(frontend.get(backend, '/data'), { ...calls, status: [403] });

  await expect(frontend.edgeTo(backend).errors).toBeBetween(1, 99);
});

claim('m1-ex8-ui-realtime', async ({ lane, control, expect, erratum }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('the graph has no edge of a pair that does not talk', attacker.edgeTo(backend).drawn).toBe(false);
  await lane.request(frontend.get(backend), calls);
  await control('the graph shows the frontend’s traffic', frontend.edgeTo(backend).drawn).toBe(true);

  await expect(frontend.edgeTo(backend).drawn).toBe(false);
  await erratum(frontend.edgeTo(backend).drawn).toBe(false);
});
