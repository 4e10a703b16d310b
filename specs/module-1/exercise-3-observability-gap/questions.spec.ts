import { claim } from '#meshproof';

/** Finds lines that name both a caller and a called service, each by any of its names and addresses. */
const both = (outputs: string, caller: string[], called: string[]) =>
  `{ ${outputs}; } 2>/dev/null | grep -E '${caller.join('|')}' | grep -E '${called.join('|')}'`;

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

claim('m1-ex3-q3', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend, debug } = await lane.world('untraced');
  const [address = ''] = await note(debug.podIps());
  const late = `nc -l 8081 </tmp/late | (read -r asked; sleep 4; printf "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n") >/tmp/late`;
  const listen = `rm -f /tmp/late; mkfifo /tmp/late; (${late}) >/dev/null 2>&1 & until ss -ltn | grep -q :8081; do sleep 0.1; done`;
  const delayed = `kubectl exec debug -- sh -c '${listen}'; ${written.command().replace('http://backend', `http://${address}:8081`)}`;
  await control('the backend answers the frontend', frontend.get(backend)).toReach(backend);
  await control('a server that answers after seconds shows a longer time', reader.runs(delayed)).toPrint(
    /^Time: [1-9]\d*\.\d+s$/m,
  );

  await expect(reader.runs(written.command())).toPrint(/^Time: 0\.(\d*[1-9]\d*)s\n$/);
  await expect(reader.runs(written.command())).toSucceed();
});

claim('m1-ex3-o3', async ({ lane, control, expect, reader, written }) => {
  await lane.world('untraced');
  const times = `for i in $(seq 200); do curl -s -o /dev/null -w "%{time_total}\\n" http://backend; done | sort -n`;
  const percentiles = `awk '{ t[NR] = $1 } END { printf "P50 %s P90 %s P99 %s of %d\\n", t[int(NR * 0.5)], t[int(NR * 0.9)], t[int(NR * 0.99)], NR }'`;
  await control(
    'two hundred calls, timed and sorted by hand, give percentiles',
    reader.runs(`kubectl exec deployment/frontend -- sh -c '${times}' | ${percentiles}`),
  ).toPrint(/^P50 0\.\d+ P90 0\.\d+ P99 \d\.\d+ of 200$/m);

  await expect(reader.runs(written.command(265))).toPrint(/^Time: \d+\.\d+s\n$/);
  await expect(reader.runs(written.command(265))).toPrintNothingLike(/P\d\d/);
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
