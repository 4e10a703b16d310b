import { claim } from '#meshproof';

const logOf = (app: string) => `kubectl logs -l app=${app} --tail=-1`;

claim('m1-ex3-t-scale', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend, debug } = await lane.world('untraced');
  const [[caller = ''], [other = '']] = [await note(frontend.podIps()), await note(debug.podIps())];
  const counted = reader.runs(`${logOf('backend')} | awk '$7 == "/pieced" { print $1, $9 }' | sort | uniq -c`);
  const podOf = (address: string) => reader.runs(`kubectl get pods -o wide --no-headers | grep -F -w ${address}`);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);

  await lane.request(frontend.get(backend, '/pieced'), { times: 7 });
  await lane.request(frontend.delete(backend, '/pieced'), { times: 3, status: [405] });
  await lane.request(debug.get(backend, '/pieced'), { times: 2 });

  await control('another caller’s calls are counted apart', counted).toPrint(` 2 ${other} 200\n`);
  await control('another caller’s address leads to its own pod', podOf(other)).toPrint(/^debug /);
  await expect(counted).toPrint(` 7 ${caller} 200\n`);
  await expect(counted).toPrint(` 3 ${caller} 405\n`);
  await expect(podOf(caller)).toPrint(/^frontend-\S+ .*\n$/);
});

claim('m1-ex3-logs-uncorrelated', async ({ lane, control, expect, reader }) => {
  const { frontend, debug } = await lane.world('untraced');
  const calls = (app: string) => `${logOf(app)} | grep -F 'GET /one-call '`;
  const callers = (app: string) => reader.counts(`${calls(app)} | cut -d ' ' -f 1 | sort -u | wc -l`);
  await lane.apply('passing-on.yaml');
  await control('an application passes the frontend’s calls on', frontend.get('http://passing-on/')).toAnswer({ status: 200 });
  await control('the application passes another caller’s calls on', debug.get('http://passing-on/')).toAnswer({ status: 200 });

  await lane.change(frontend.runs('curl -s http://passing-on/one-call'));
  await lane.change(debug.runs('curl -s http://passing-on/one-call'));

  await control('the application’s log has both callers', callers('passing-on')).toBe(2);
  await control('the backend’s logs have both calls', reader.counts(`${calls('backend')} | wc -l`)).toBe(2);
  await expect(callers('backend')).toBe(1);
  await expect(reader.runs(`${calls('backend')} | grep -c -i -E 'request-?id|trace|span|[0-9a-f]{16}'`)).toPrint(/^0\n$/);
});

claim('m1-ex3-q4-grep', async ({ lane, control, expect, reader, written }) => {
  const { frontend, debug } = await lane.world('untraced');
  const found = reader.runs(written.command());
  const headers = { 'Content-Length': '2000000' };
  await control('a request that is too large fails', debug.post(frontend, '/too-large', { headers })).toReach(frontend, {
    status: 413,
  });
  await control('a request by a forbidden method fails', debug.get(frontend, '/forbidden', { method: 'TRACE' })).toReach(
    frontend,
    { status: 405 },
  );
  await control('a search for the statuses finds both', reader.runs(`${logOf('frontend')} | grep -E '" [45][0-9]{2} '`)).toPrint(
    / \/too-large [^]* \/forbidden /,
  );

  await expect(found).toPrint('/too-large');
  await expect(found).toPrintNothingLike('/forbidden');
});

claim('m1-ex3-q4-backend', async ({ lane, control, expect, reader, written }) => {
  const { debug, backend } = await lane.world('untraced');
  await control('the backend’s application refuses a POST', debug.post(backend)).toReach(backend, { status: 405 });

  // one of three pods gets none of 60 requests in 3 of 10¹¹ runs
  await lane.request(debug.post(backend, '/refused'), { times: 60, status: [405] });

  await control('the logs hold all sixty refused calls', backend.logged(' /refused HTTP/1.1" 405 ')).toBe(60);
  await control('the pod that the command reads has some of them', reader.runs('kubectl logs deployment/backend')).toPrint(
    ' /refused ',
  );
  await expect(reader.runs(`${written.command()} | grep -c /refused`)).toPrint(/^0\n$/);
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
