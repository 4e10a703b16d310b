import { claim } from '#meshproof';

const logOf = (app: string) => `kubectl logs -l app=${app} --tail=-1`;

claim('m1-ex3-who-called', async ({ lane, control, expect, erratum, reader }) => {
  const { frontend, backend, debug } = await lane.world('untraced');
  const joined = (path: string) =>
    reader.runs(
      `kubectl get pods -o wide --no-headers | grep -F -w "$(${logOf('backend')} | grep -F ' ${path} ' | cut -d ' ' -f 1 | sort -u)"`,
    );
  await control('the debug pod calls the backend', debug.get(backend, '/debug-calls')).toReach(backend);
  await control('the address in the log leads to the debug pod', joined('/debug-calls')).toPrint(/^debug /);
  await control('the frontend calls the backend', frontend.get(backend, '/frontend-calls')).toReach(backend);

  await expect(joined('/frontend-calls')).toPrintNothingLike(/^frontend-/m);
  await erratum(joined('/frontend-calls')).toPrint(/^frontend-\S+ .*\n$/);
});

claim('m1-ex3-no-volume', async ({ lane, control, expect, erratum, note, reader }) => {
  const { frontend, debug } = await lane.world('untraced');
  const [[caller], [other]] = [await note(frontend.podIps()), await note(debug.podIps())];
  const calls = (method: string, count: number) =>
    `for i in $(seq ${count}); do curl -s -o /dev/null -X ${method} http://backend/counted; done`;
  await control('the frontend makes seven calls that succeed', frontend.runs(calls('GET', 7))).toSucceed();
  await control('the frontend makes three calls that fail', frontend.runs(calls('DELETE', 3))).toSucceed();
  await control('another caller makes two calls', debug.runs(calls('GET', 2))).toSucceed();
  const counted = reader.runs(`${logOf('backend')} | awk '$7 == "/counted" { print $1, $9 }' | sort | uniq -c`);
  await control('the other caller’s calls are counted apart', counted).toPrint(` 2 ${other} 200\n`);

  await expect(counted).toPrintNothingLike(new RegExp(` [37] ${caller} [24]0`));
  await erratum(counted).toPrint(` 7 ${caller} 200\n`);
  await erratum(counted).toPrint(` 3 ${caller} 405\n`);
});

claim('m1-ex3-logs-uncorrelated', async ({ lane, control, expect, reader }) => {
  const { frontend, backend, debug } = await lane.world('untraced');
  const inBoth = (token: string) =>
    reader.runs(`for app in frontend backend; do kubectl logs -l app=$app --tail=-1 | grep -q -F '${token}' && echo $app; done`);
  await control('a caller sends an identifier to the frontend', debug.get(frontend, '/id-4711')).toReach(frontend);
  await control('the caller sends the same identifier to the backend', debug.get(backend, '/id-4711')).toReach(backend);
  await control('the search finds the identifier in both logs', inBoth('/id-4711')).toPrint(/^frontend\nbackend\n$/);

  await expect(frontend.get(backend, '/one-call')).toReach(backend);
  await expect(inBoth('/one-call')).toPrint(/^backend\n$/);
  await expect(
    reader.runs(`${logOf('backend')} | grep -F ' /one-call ' | grep -c -i -E 'request-?id|trace|span|[0-9a-f]{16}'`),
  ).toPrint(/^0\n$/);
});

claim('m1-ex3-q4-grep', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, debug } = await lane.world('untraced');
  const failures = reader.runs(written.command());
  const headers = { 'Content-Length': '2000000' };
  await control('a request that is too large fails', debug.post(frontend, '/too-large', { headers })).toReach(frontend, {
    status: 413,
  });
  await control('the command shows the request that is too large', failures).toPrint('/too-large');

  await control('a request by a forbidden method fails', debug.get(frontend, '/forbidden', { method: 'TRACE' })).toReach(
    frontend,
    { status: 405 },
  );
  await expect(failures).toPrint('/forbidden');
  await erratum(reader.runs(`${logOf('frontend')} | grep -E '" [45][0-9]{2} '`)).toPrint(/ \/too-large [^]* \/forbidden /);
});

claim('m1-ex3-q4-backend', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { debug } = await lane.world('untraced');
  const failures = reader.runs(`${written.command()}; echo status $?`);
  const healthy = await note(failures);
  const calls = 'for i in $(seq 30); do curl -s -o /dev/null -X POST http://backend/refused; done';
  await control('thirty POST calls are made', debug.runs(calls)).toSucceed();
  await control('all thirty POST calls failed', reader.runs(`${logOf('backend')} | grep -c ' /refused .* 405 '`)).toPrint(
    /^30\n$/,
  );
  await control(
    'the pod that the command reads has some of the failed calls',
    reader.runs('kubectl logs deployment/backend'),
  ).toPrint(' /refused ');

  await expect(failures).toTellApart(healthy);
  await erratum(reader.runs(`${logOf('backend')} | grep -E '" [45][0-9]{2} ' | grep -c ' /refused '`)).toPrint(/^30\n$/);
});

claim('m1-ex3-q6', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('untraced');
  const without = await note(reader.runs(written.command()));
  await control('a caller with a sidecar calls the backend', attacker.get(backend, '/recorded')).toReach(backend);
  await control(
    'the mesh has a record that names caller and backend',
    reader.runs('kubectl logs attacker -c istio-proxy'),
  ).toPrint(/ \/recorded .*outbound\|80\|\|backend\./);

  await expect(reader.runs(written.command())).toTellApart(without);

  const [caller] = await note(frontend.podIps());
  await erratum(frontend.get(backend, '/audited')).toReach(backend);
  await erratum(reader.runs(logOf('backend'))).toPrint(new RegExp(`^${caller} .* /audited .* 200 `, 'm'));
});

claim('m1-ex3-o4', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend, debug } = await lane.world('untraced');
  const [address] = await note(backend.podIps());
  const everywhere = (path: string) => reader.runs(`{ ${logOf('frontend')}; ${logOf('backend')}; } | grep -c -F '${path}'`);
  await control('the backend’s application refuses a POST', debug.post(backend, '/lost-post')).toReach(backend, { status: 405 });
  await control('the search finds the refused POST in the logs', everywhere('/lost-post')).toPrint(/^[1-9]/);

  await expect(frontend.get(backend, '/lost-call', { address, port: 8080 })).toBeRefused({ how: 'refused' });
  await expect(frontend.get('http://no-such-service/lost-call', '', { maxTime: 10 })).toBeRefused({ how: 'dns' });
  await expect(everywhere('/lost-call')).toPrint(/^0\n$/);
});
