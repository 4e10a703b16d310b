import { claim } from '#meshproof';

/** Lines that name a service by any of its names and addresses, each as a whole word: 10.244.1.2 is not found in 10.244.1.23. */
const naming = (names: string[]) => `grep -F -w ${names.map((name) => `-e ${name}`).join(' ')}`;
/** Finds lines that name both a caller and a called service. */
const both = (outputs: string, caller: string[], called: string[]) =>
  `{ ${outputs}; } 2>/dev/null | ${naming(caller)} | ${naming(called)}`;

claim('m1-ex3-no-map', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const called = ['backend', await note(backend.clusterIp()), ...(await note(backend.podIps()))];
  const proxyLog = 'kubectl logs attacker -c istio-proxy';
  await control('a caller with a sidecar calls the backend', attacker.get(backend, '/mapped')).toReach(backend);
  await control(
    'the search finds caller and backend in the caller’s proxy log',
    reader.runs(both(proxyLog, await note(attacker.podIps()), called)),
  ).toPrint('/mapped');
  await control('the frontend calls the backend', frontend.get(backend, '/unmapped')).toReach(backend);
  await control('the backends’ logs have the frontend’s call', reader.runs('kubectl logs -l app=backend --tail=-1')).toPrint(
    '/unmapped',
  );

  const documents = [237, 238, 239].map((line) => written.command(line)).join('; ');
  await expect(reader.runs(both(documents, ['frontend', ...(await note(frontend.podIps()))], called))).toPrint(/^$/);
});

claim('m1-ex3-q1', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const called = ['backend', await note(backend.clusterIp()), ...(await note(backend.podIps()))];
  await control('a caller with a sidecar calls the backend', attacker.get(backend)).toReach(backend);
  await control(
    'the search finds caller and backend in the caller’s proxy log',
    reader.runs(both('kubectl logs attacker -c istio-proxy', await note(attacker.podIps()), called)),
  ).toPrint('backend');
  await control('the frontend calls the backend', frontend.get(backend)).toReach(backend);
  await control('the output lists both services’ pods', reader.runs(written.command())).toPrint(/^backend-[^]*^frontend-/m);

  await expect(reader.runs(both(written.command(), ['frontend', ...(await note(frontend.podIps()))], called))).toPrint(/^$/);
});

claim('m1-ex3-q2', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('untraced');
  // all columns except the pods' age
  const listed = reader.runs(`${written.command()} --no-headers | awk '{ $5 = ""; print }'`);
  const before = await note(listed);

  await control('a hundred requests are answered', frontend.spread(backend, { requests: 100 }).answered).toBe(100);
  await expect(listed).toBe(before);

  await lane.change(reader.runs('kubectl label pod debug seen=here'));
  await control('the list of pods shows a new label', listed).toPrint('seen=here');
  await lane.change(reader.runs('kubectl label pod debug seen-'));
});

claim('m1-ex3-q5', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('untraced');
  // all columns except the Services' age
  const listed = reader.runs(`${written.command()} --no-headers | awk '{ $6 = ""; print }'`);
  const before = await note(listed);
  const callers = await note(frontend.podIps());

  await control('the frontend calls the backend', frontend.spread(backend, { requests: 20 }).answered).toBe(20);
  await expect(listed).toBe(before);
  await expect(reader.runs(both(written.command(), ['frontend', ...callers], ['backend']))).toPrint(/^$/);

  await lane.change(reader.runs('kubectl expose deployment backend --name=another --port=80'));
  await control('the list of Services shows a new Service', listed).toPrint('another');
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
  const shown = 'kubectl get pods -o wide; kubectl get pods --show-labels; kubectl get services';
  const ageless = reader.runs(`{ ${shown}; } | sed -E 's/ [0-9]+[smhd][0-9smhd]*( |$)/ /' | tr -s ' '`);
  const before = await note(ageless);
  await control('pods and services are shown', ageless).toPrint(/^frontend-[^]*^backend ClusterIP /m);
  await control('a caller with a sidecar calls the backend', attacker.get(backend)).toReach(backend);
  await control('the mesh’s metrics name the caller with a sidecar and the backend', attacker.requestsTo(backend)).toBeAtLeast(1);

  await control('the frontend’s calls are answered', frontend.spread(backend, { requests: 20 }).answered).toBe(20);
  await control('a call of the frontend fails', frontend.delete(backend)).toReach(backend, { status: 405 });
  await expect(ageless).toBe(before);
  await expect(reader.runs(both(shown, callers, called))).toPrint(/^$/);
});

claim('m1-ex3-o6', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend, attacker } = await lane.world('untraced');
  const [caller = ''] = await note(frontend.podIps());
  /** Prints all logs of the namespace and of Kubernetes itself, each line with its pod's name, and all events. */
  const records = `kubectl logs -l '!none' --prefix --all-containers --tail=-1 --max-log-requests=20
    kubectl -n kube-system logs -l '!none' --prefix --all-containers --since=2m --tail=-1 --max-log-requests=40
    kubectl get events -A -o json`;
  const naming = (path: string) => `{ ${records}\n} 2>/dev/null | grep -F '${path}'`;
  await control('a caller with a sidecar calls the backend', attacker.get(backend, '/with-record')).toReach(backend);
  await control(
    'a record names the caller with a sidecar and the backend',
    reader.runs(`${naming('/with-record')} | grep attacker`),
  ).toPrint(/outbound\|80\|\|backend\./);

  await control('the frontend calls the backend', frontend.get(backend, '/without-record')).toReach(backend);
  await control('the backend’s own log has the frontend’s address', reader.runs(naming('/without-record'))).toPrint(
    ` ${caller} - - `,
  );
  await expect(reader.runs(`${naming('/without-record')} | grep -c frontend`)).toPrint(/^0\n$/);
});
