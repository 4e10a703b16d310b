import { claim } from '#meshproof';

const prometheus = '/api/v1/namespaces/istio-system/services/prometheus:9090/proxy/api/v1';
const targets = `kubectl get --raw '${prometheus}/targets?state=active'`;
/** From one scrape to the next, such as 5s; ours where nothing is scraped. */
const interval = ({ data }: any) => data.activeTargets[0]?.scrapeInterval ?? '5s';
/** Ten calls, for longer than from one scrape to the next: a rate needs an increase between two of them. */
const paced = (interval: unknown) => ({ times: 10, every: 0.14 * Number.parseFloat(String(interval)) });

// first, because this claim needs a graph without the edge
claim('m1-ex8-live-map', async ({ lane, control, expect, reader, written }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('before the traffic the graph has no edge', frontend.edgeTo(backend).drawn).toBe(false);

  await lane.change(reader.runs(written.command('twenty-requests'), { limitMs: 90_000 }));

  await expect(frontend.edgeTo(backend).drawn).toBe(true);
  await expect(frontend.edgeTo(backend).rate).toBeBetween(0.05, 2);
  await expect(frontend.edgeTo(backend).responseTime).toBeBetween(0.1, 5000);
  await control('the edge shows no error after 20 answered calls', frontend.edgeTo(backend).errors).toBe(0);
  await control('the graph has no edge of a pair that did not talk', attacker.edgeTo(backend).drawn).toBe(false);
});

claim('m1-ex8-ui-graph', async ({ lane, control, expect, note, reader }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  const calls = paced(await note(reader.json(targets, interval)));
  await control('the attacker has no edge before it calls', attacker.edgeTo(frontend).drawn).toBe(false);

  await lane.request(attacker.get(frontend), calls);

  await expect(attacker.edgeTo(frontend).drawn).toBe(true);
  await control('the graph has no edge in the other direction', frontend.edgeTo(attacker).drawn).toBe(false);
  await control('the graph has no edge of a pair that did not talk', backend.edgeTo(frontend).drawn).toBe(false);
});

const records = 'kubectl get pods,deployments,services,endpointslices,events -o json';

claim('m1-ex8-missing-view', async ({ lane, control, expect, note, reader }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await lane.request(frontend.get(backend), paced(await note(reader.json(targets, interval))));
  await control(
    'Kubernetes records where a pod was placed',
    reader.lines(records, /: "(?=.*backend).*Successfully assigned/).count,
  ).toBeAtLeast(1);
  await expect(reader.lines(records, /(?:: |^ *)"(?=.*frontend).*backend/)).toBe([]);
  await expect(frontend.edgeTo(backend).drawn).toBe(true);
  await expect(frontend.edgeTo(backend).rate).toBeBetween(0.05, 10);
  await expect(frontend.edgeTo(backend).responseTime).toBeBetween(0.1, 5000);
  await expect(frontend.edgeTo(backend).errors).toBe(0);
  await control('the graph has no edge of a pair that did not talk', attacker.edgeTo(backend).drawn).toBe(false);
});

claim('m1-ex8-edges', async ({ lane, control, expect, note, reader }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  const calls = paced(await note(reader.json(targets, interval)));
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

claim('m1-ex8-ui-latency', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend } = await lane.world('observed');
  await lane.request(frontend.get(backend), paced(await note(reader.json(targets, interval))));
  await control('a quick backend has a short response time', frontend.edgeTo(backend).responseTime).toBeBetween(0.1, 1000);

  await lane.apply('slow-backend.yaml');
  await control(
    'a call to the slow backend takes two seconds',
    frontend.runs("curl -s -o /dev/null -w '%{time_total}' http://backend/"),
  ).toPrint(/^2\./);
  await lane.request(frontend.get(backend).within(5), { times: 5 });

  await expect(frontend.edgeTo(backend).responseTime).toBeBetween(1000, 5000);
});

const kiali = '/api/v1/namespaces/istio-system/services/kiali:20001/proxy/kiali/api';
const health = (namespace: string) => `kubectl get --raw '${kiali}/clusters/health?type=workload&namespaces=${namespace}'`;
/** The status codes of the answers to calls of the backend. */
const answers = ({ namespaceWorkloadHealth }: any) =>
  Object.values(namespaceWorkloadHealth).map(({ backend }: any) => Object.keys(backend.requests.inbound.http).sort());

claim('m1-ex8-rates-health', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('observed');
  const calls = paced(await note(reader.json(targets, interval)));
  const ofBackend = reader.json(health(lane.namespace), answers);
  await lane.request(frontend.get(backend), calls);
  await expect(frontend.edgeTo(backend).rate).toBeBetween(0.05, 10);
  await control('the edge shows no error after answered calls', frontend.edgeTo(backend).errors).toBe(0);
  await control('the backend’s health has no error after answered calls', ofBackend).toBe([['200']]);

  await lane.apply(written.manifest('backend-authz'));
  await control('the policy denies calls to another path', frontend.get(backend, '/data')).toBeDeniedBy(backend);
  // the last minute, which the graph is about, has both kinds of answers
  await lane.request(frontend.get(backend), calls);
  await lane.request(frontend.get(backend, '/data'), { ...calls, status: [403] });

  await expect(frontend.edgeTo(backend).errors).toBeBetween(1, 99);
  await expect(ofBackend).toBe([['200', '403']]);
});

claim('m1-ex8-ui-realtime', async ({ lane, control, expect, note, reader }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('the graph has no edge of a pair that does not talk', attacker.edgeTo(backend).drawn).toBe(false);
  await lane.request(frontend.get(backend), paced(await note(reader.json(targets, interval))));
  await control('the graph shows the frontend’s calls', frontend.edgeTo(backend).drawn).toBe(true);

  // for 20 s, in which the frontend calls nobody
  await lane.request(attacker.get(frontend), { times: 20, every: 1 });

  await expect(frontend.edgeTo(backend).drawn).toBe(true);

  // for 50 s more
  await lane.request(attacker.get(frontend), { times: 25, every: 2 });

  await expect(frontend.edgeTo(backend).drawn).toBe(false);
  await control('the graph shows the calls of the last minute', attacker.edgeTo(frontend).drawn).toBe(true);
});
