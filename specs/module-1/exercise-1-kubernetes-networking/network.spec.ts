import { claim } from '#meshproof';

const three = { of: 3 };

claim('m1-ex1-q-where', async ({ lane, control, expect, needs, note, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the rules are read on nodes that are somebody else’s here');
  const { debug, backend } = await lane.world('basics');
  const [address = ''] = await note(backend.podIps());
  const here = backend.ruleHits({ of: debug });
  const elsewhere = backend.ruleHits({ besides: debug });
  const [before, beforeElsewhere] = [await note(here), await note(elsewhere)];
  await control('requests to a pod’s own address are answered', debug.spread(backend, { requests: 10, address }).answered).toBe(
    10,
  );
  await control('requests to a pod’s own address pass no rule of the Service', here).toBe(before);
  await control('requests to the Service are answered', debug.spread(backend, { requests: 10 }).answered).toBe(10);

  await expect(here).toBeAtLeast(before + 10);
  await expect(elsewhere).toBe(beforeElsewhere);
  const byChance = new RegExp(`-A KUBE-SVC-.* "${lane.namespace}/backend -> .* --mode random --probability 0\\.3`);
  await expect(reader.runs('kubectl -n kube-system exec ds/kube-proxy -- iptables-save -t nat')).toPrint(byChance);
});

claim('m1-ex1-d-abstraction', async ({ lane, control, expect, note }) => {
  const { debug, backend } = await lane.world('basics');
  const [virtual, pods] = [await note(backend.clusterIp()), await note(backend.podIps())];
  const [first = ''] = pods;
  const peer = (host: string) => debug.runs(`bash -c 'exec 3<>/dev/tcp/${host}/80; ss -Htn state established dport = :80'`);
  await control('a connection to a pod’s own address shows that address', peer(first)).toPrint(` ${first}:80`);

  await expect(peer('backend')).toPrint(` ${virtual}:80`);
  await expect(peer('backend')).toPrintNothingLike(new RegExp(pods.join('|').replaceAll('.', '\\.')));
  await control('several pods answer by name', debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral(three);
});

claim('m1-ex1-d-invisible', async ({ lane, control, expect, note, reader }) => {
  const { debug, backend } = await lane.world('basics');
  const [first = ''] = await note(backend.podIps());
  const headers = (host: string) => debug.lines(`curl -s -o /dev/null -D - http://${host}`, /^([^:]+)/);
  const through = `kubectl get --raw /api/v1/namespaces/${lane.namespace}/services/backend/proxy/ -v=8 2>&1`;
  await control('several pods answer by name', debug.spread(backend, { requests: 20 }).distinct).toMeetSeveral(three);
  await control('a component in between adds headers: the API server’s proxy', reader.runs(through)).toPrint('Audit-Id');

  await expect(headers('backend')).toBe(await note(headers(first)));
  await expect(headers('backend')).toHold('HTTP/1.1 200 OK');
  await expect(headers('backend')).toLack(/^(location|via|x-forwarded|forwarded|x-envoy|audit-id)/i);
});

claim('m1-ex1-d-builtin', async ({ lane, control, expect, note, reader }) => {
  const { debug, backend } = await lane.world('basics');
  const [client = ''] = await note(debug.podIps());
  const callers = (path: string) => backend.log(new RegExp(`^(\\S+) .* ${path} `)).distinct;
  const through = `kubectl get --raw /api/v1/namespaces/${lane.namespace}/services/backend/proxy/through-a-component`;
  await control('a call through the API server’s proxy is answered', reader.runs(through)).toPrint('Server&nbsp;name');
  await control('the backend logs a caller’s address for the call through the proxy', callers('/through-a-component')).toHold(
    /^\d+\./,
  );
  await control('the backend does not see the client behind the API server’s proxy', callers('/through-a-component')).toLack(
    client,
  );

  await expect(debug.get(backend, '/through-the-service')).toReach(backend);
  await expect(callers('/through-the-service')).toBe([client]);
  await expect(debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral(three);
});

claim('m1-ex1-abstracts', async ({ lane, control, expect, note, reader }) => {
  const { debug, backend } = await lane.world('basics');
  const [[first = ''], address] = [await note(backend.podIps()), await note(backend.clusterIp())];
  await control('several pods answer by address', debug.spread(backend, { requests: 30, address }).distinct).toMeetSeveral(three);
  await control('a pod answers at its own address', debug.get(backend, '', { address: first })).toReach(backend);

  await lane.change(reader.runs(`kubectl delete pods -l app=backend --field-selector status.podIP=${first}`));

  const left = debug.runs(`curl -s -o /dev/null -m 2 http://${first} && echo answered || echo silent`);
  await control('the deleted pod’s address no longer answers', left).toPrint('silent');
  await expect(debug.spread(backend, { requests: 30, address }).answered).toBe(30);
  await expect(backend.clusterIp()).toBe(address);
});
