import { claim } from '#meshproof';

claim('m1-ex3-t-scale', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend, debug } = await lane.world('untraced');
  const [[caller = ''], [other = '']] = [await note(frontend.podIps()), await note(debug.podIps())];
  const calls = backend.log(/^(\S+) .*"\w+ \/pieced HTTP\S+ (\d{3}) /).tally;
  const podOf = (address: string) => reader.lines('kubectl get pods -o wide --no-headers', ` ${address} `);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);

  await lane.request(frontend.get(backend, '/pieced'), { times: 7 });
  await lane.request(frontend.delete(backend, '/pieced'), { times: 3, status: [405] });
  await lane.request(debug.get(backend, '/pieced'), { times: 2 });

  await control('another caller’s address leads to its own pod', podOf(other)).toHold(/^debug /);
  await expect(calls).toBe({ [`${other} 200`]: 2, [`${caller} 200`]: 7, [`${caller} 405`]: 3 });
  await expect(podOf(caller).count).toBe(1);
  await expect(podOf(caller)).toHold(/^frontend-\S+ /);
});

claim('m1-ex3-logs-uncorrelated', async ({ lane, control, expect, note, reader }) => {
  const { frontend, debug, backend } = await lane.world('untraced');
  const call = /^(\S+) .*GET \/one-call /;
  const passed = reader.lines('kubectl logs -l app=passing-on --tail=-1', call).tally;
  await lane.apply('passing-on.yaml');
  await control('an application passes the frontend’s calls on', frontend.get('http://passing-on/')).toAnswer({ status: 200 });
  await control('the application passes another caller’s calls on', debug.get('http://passing-on/')).toAnswer({ status: 200 });

  await lane.change(frontend.runs('curl -s http://passing-on/one-call'));
  await lane.change(debug.runs('curl -s http://passing-on/one-call'));

  const [[ofFrontend = ''], [ofDebug = '']] = [await note(frontend.podIps()), await note(debug.podIps())];
  await control('the application’s log has both callers', passed).toBe({ [ofDebug]: 1, [ofFrontend]: 1 });
  await control('the backend’s logs have both calls', backend.log(call).count).toBe(2);
  await expect(backend.log(call).distinct.count).toBe(1);
  await expect(backend.log(/GET \/one-call .*(request-?id|trace|span|[0-9a-f]{16})/i)).toBe([]);
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
  const failed = frontend.log(/ (\/\S+) \S+" [45]\d{2} /).distinct;
  await control('a search for the statuses finds the first', failed).toHold('/too-large');
  await control('a search for the statuses finds the second', failed).toHold('/forbidden');

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
  await expect(reader.lines(written.command(), '/refused')).toBe([]);
});

claim('m1-ex3-o4', async ({ lane, control, expect, note }) => {
  const { frontend, backend, debug } = await lane.world('untraced');
  const [address] = await note(backend.podIps());
  await control('the backend’s application refuses a POST', debug.post(backend, '/lost-post')).toReach(backend, { status: 405 });
  await control('the search finds the refused POST in the backend’s logs', backend.log('/lost-post').count).toBeAtLeast(1);

  await expect(frontend.get(backend, '/lost-call', { address, port: 8080 })).toBeRefused({ how: 'refused' });
  await expect(frontend.get('http://no-such-service/lost-call', '', { maxTime: 10 })).toBeRefused({ how: 'dns' });
  await expect(frontend.log('/lost-call')).toBe([]);
  await expect(backend.log('/lost-call')).toBe([]);
});
