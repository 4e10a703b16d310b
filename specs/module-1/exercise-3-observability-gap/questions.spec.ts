import { claim } from '#meshproof';

/** Lines that name a service by any of its names and addresses, each as a whole word: 10.244.1.2 is not found in 10.244.1.23. */
const naming = (names: string[]) => `(?=.*(?<![\\w])(?:${names.join('|').replaceAll('.', '\\.')})(?![\\w]))`;
/** Finds lines that name both a caller and a called service. */
const both = (caller: string[], called: string[]) => new RegExp(`^${naming(caller)}${naming(called)}`);
/** All columns of a list except the age, whose width changes the space around it too. */
const ageless = /^(.*?) +[0-9]+[smhd][0-9smhd]*(?: *( .*))?$/;

claim('m1-ex3-no-map', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const called = ['backend', await note(backend.clusterIp()), ...(await note(backend.podIps()))];
  await control('a caller with a sidecar calls the backend', attacker.get(backend, '/mapped')).toReach(backend);
  await control(
    'the search finds caller and backend in the caller’s proxy log',
    attacker.log(both(await note(attacker.podIps()), called), 'istio-proxy'),
  ).toHold(/\/mapped/);
  await control('the frontend calls the backend', frontend.get(backend, '/unmapped')).toReach(backend);
  await control('the backends’ logs have the frontend’s call', backend.logged('/unmapped')).toBeAtLeast(1);

  const documents = ['list-pods', 'frontend-logs', 'backend-logs'].map((place) => written.command(place));
  const callers = ['frontend', ...(await note(frontend.podIps()))];
  await expect(reader.lines(documents, both(callers, called))).toBe([]);
});

claim('m1-ex3-q1', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const called = ['backend', await note(backend.clusterIp()), ...(await note(backend.podIps()))];
  await control('a caller with a sidecar calls the backend', attacker.get(backend)).toReach(backend);
  await control(
    'the search finds caller and backend in the caller’s proxy log',
    attacker.log(both(await note(attacker.podIps()), called), 'istio-proxy'),
  ).toHold(/backend/);
  await control('the frontend calls the backend', frontend.get(backend)).toReach(backend);
  await control('the output lists both services’ pods', reader.runs(written.command())).toPrint(/^backend-[^]*^frontend-/m);

  await expect(reader.lines(written.command(), both(['frontend', ...(await note(frontend.podIps()))], called))).toBe([]);
});

claim('m1-ex3-q2', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('untraced');
  const listed = reader.lines(written.command(), ageless);
  const before = await note(listed);

  await control('a hundred requests are answered', frontend.spread(backend, { requests: 100 }).answered).toBe(100);
  await expect(listed).toBe(before);

  await lane.change(reader.runs('kubectl label pod debug seen=here'));
  await control('the list of pods shows a new label', listed).toHold(/seen=here/);
  await lane.change(reader.runs('kubectl label pod debug seen-'));
});

claim('m1-ex3-q5', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('untraced');
  const listed = reader.lines(written.command(), ageless);
  const before = await note(listed);
  const callers = await note(frontend.podIps());

  await control('the frontend calls the backend', frontend.spread(backend, { requests: 20 }).answered).toBe(20);
  await expect(listed).toBe(before);
  await expect(reader.lines(written.command(), both(['frontend', ...callers], ['backend']))).toBe([]);

  await lane.change(reader.runs('kubectl expose deployment backend --name=another --port=80'));
  await control('the list of Services shows a new Service', listed).toHold(/another/);
  await lane.change(reader.runs('kubectl delete service another'));
});

claim('m1-ex3-q3', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('untraced');
  await lane.apply('late.yaml');
  await control('the backend answers the frontend', frontend.get(backend)).toReach(backend);
  await control('the late server answers', frontend.get('http://late', '', { maxTime: 10 })).toAnswer({ status: 200 });
  await control(
    'a server that takes seconds for its answer shows a longer time',
    reader.runs(written.command().replace('http://backend', 'http://late')),
  ).toPrint(/^Time: [1-9]\d*\.\d+s\n$/);

  await expect(reader.runs(written.command())).toPrint(/^Time: 0\.(\d*[1-9]\d*)s\n$/);
  await expect(reader.runs(written.command())).toSucceed();
});

claim('m1-ex3-t-shows', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const callers = ['frontend', ...(await note(frontend.podIps()))];
  const called = ['backend', await note(backend.clusterIp()), ...(await note(backend.podIps()))];
  const shown = ['kubectl get pods -o wide', 'kubectl get pods --show-labels', 'kubectl get services'];
  const listed = reader.lines(shown, ageless);
  const before = await note(listed);
  await control('pods are shown', listed).toHold(/^frontend-/);
  await control('services are shown', listed).toHold(/^backend +ClusterIP /);
  await control('a caller with a sidecar calls the backend', attacker.get(backend)).toReach(backend);
  await control('the mesh’s metrics name the caller with a sidecar and the backend', attacker.requestsTo(backend)).toBeAtLeast(1);

  await control('the frontend’s calls are answered', frontend.spread(backend, { requests: 20 }).answered).toBe(20);
  await control('a call of the frontend fails', frontend.delete(backend)).toReach(backend, { status: 405 });
  await expect(listed).toBe(before);
  await expect(reader.lines(shown, both(callers, called))).toBe([]);
});

claim('m1-ex3-o6', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const [caller = ''] = await note(frontend.podIps());
  /** Prints all logs of the namespace and of Kubernetes itself, each line with its pod's name, and all events. */
  const records = [
    "kubectl logs -l '!none' --prefix --all-containers --tail=-1 --max-log-requests=20",
    "kubectl -n kube-system logs -l '!none' --prefix --all-containers --since=2m --tail=-1 --max-log-requests=40",
    'kubectl get events -A -o json',
  ].join('\n');
  await control('a caller with a sidecar calls the backend', attacker.get(backend, '/with-record')).toReach(backend);
  await control(
    'a record names the caller with a sidecar and the backend',
    reader.lines(records, /attacker.*\/with-record/),
  ).toHold(/outbound\|80\|\|backend\./);

  await control('the frontend calls the backend', frontend.get(backend, '/without-record')).toReach(backend);
  await control('the backend’s own log has the frontend’s address', reader.lines(records, '/without-record')).toHold(
    new RegExp(` ${caller} - - `),
  );
  await expect(reader.lines(records, /frontend.*\/without-record|\/without-record.*frontend/)).toBe([]);
});
