import { claim } from '#meshproof';

const service = "kubectl get service backend -o jsonpath='{.spec.clusterIP}'";
const proxyOf = (pod: string) => `kubectl -n kube-system get pods -l k8s-app=kube-proxy -o name --field-selector \\
    spec.nodeName=$(kubectl get pod ${pod} -o jsonpath='{.spec.nodeName}')`;
const three = { of: 3 };
const nodesOfOthers = 'the rules are read in kube-proxy’s pods, on nodes that are somebody else’s here';
/** Runs a program in the network of a pod's node, where kube-proxy writes its rules. */
const onNodeOf = (pod: string, command: string) => `kubectl -n kube-system exec $(${proxyOf(pod)}) -- ${command}`;

claim('m1-ex1-q-where', async ({ lane, control, expect, needs, note, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), nodesOfOthers);
  const { debug, backend } = await lane.world('basics');
  const [address = ''] = await note(backend.podIps());
  const here = backend.ruleHits({ of: debug });
  const elsewhere = backend.ruleHits({ besides: debug });
  const [before, beforeElsewhere] = [await note(here), await note(elsewhere)];
  await control('requests to a pod’s own address are answered', debug.spread(backend, { requests: 10, address }).answered).toBe(
    10,
  );
  await control('requests to a pod’s own address pass no rule of the Service', here).toBe(before);
  const others = `$(kubectl -n kube-system get pods -l k8s-app=kube-proxy -o name | grep -vx $(${proxyOf('debug')}))`;
  const theirRules = `for proxy in ${others}; do kubectl -n kube-system exec $proxy -- iptables-save -t nat; done`;
  await control(
    'the other nodes have the Service’s rules',
    reader.counts(`${theirRules} | grep -c -- '-A KUBE-SVC-.*"${lane.namespace}/backend -> '`),
  ).toBeAtLeast(6);

  await control('requests to the Service are answered', debug.spread(backend, { requests: 10 }).answered).toBe(10);
  await expect(here).toBeAtLeast(before + 10);
  await expect(elsewhere).toBe(beforeElsewhere);
});

claim('m1-ex1-cmp-vip', async ({ lane, control, expect, needs, note, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), nodesOfOthers);
  const { debug, backend } = await lane.world('basics');
  const [virtual, pods, [client = '']] = [
    await note(backend.clusterIp()),
    await note(backend.podIps()),
    await note(debug.podIps()),
  ];
  const [first = ''] = pods;
  const translations = (wanted: string) =>
    reader.runs(`${onNodeOf('debug', `conntrack -L -p tcp -s ${client} -d ${wanted} --dport 80`)} 2>/dev/null |
      sed -n 's/.* dst=\\(\\S*\\) .* src=\\(\\S*\\) dst=.*/\\1 answered by \\2/p' | sort -u`);
  await control('a call to a pod’s own address is answered', debug.get(backend, '', { address: first })).toReach(backend);
  await control('a call to a pod’s own address is not translated', translations(first)).toPrint(
    new RegExp(`^${first} answered by ${first}\n$`),
  );

  const spread = debug.spread(backend, { requests: 50 });
  await control('requests to the Service meet all pods', spread.distinct).toMeetAll(3);
  await expect(translations(virtual)).toPrint(
    pods
      .map((pod) => `${virtual} answered by ${pod}\n`)
      .sort()
      .join(''),
  );
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
  const headers = (host: string) => debug.runs(`curl -s -o /dev/null -D - http://${host} | sed -n '1p; s/:.*//p'`);
  const through = `kubectl get --raw /api/v1/namespaces/${lane.namespace}/services/backend/proxy/ -v=8 2>&1`;
  await control('several pods answer by name', debug.spread(backend, { requests: 20 }).distinct).toMeetSeveral(three);
  await control('a component in between adds headers: the API server’s proxy', reader.runs(through)).toPrint('Audit-Id');

  await expect(headers('backend')).toPrint((await note(headers(first))).stdout);
  await expect(headers('backend')).toPrint(/^HTTP\/1\.1 200 OK/);
  await expect(headers('backend')).toPrintNothingLike(/^(location|via|x-forwarded|forwarded|x-envoy|audit-id)/im);
});

claim('m1-ex1-d-builtin', async ({ lane, control, expect, note, reader }) => {
  const { debug, backend } = await lane.world('basics');
  const [client = ''] = await note(debug.podIps());
  const callers = (path: string) =>
    reader.runs(`kubectl logs -l app=backend --tail=-1 | sed -n 's|^\\(\\S*\\) .* ${path} .*|\\1|p' | sort -u`);
  const through = `kubectl get --raw /api/v1/namespaces/${lane.namespace}/services/backend/proxy/through-a-component`;
  await control('a call through the API server’s proxy is answered', reader.runs(through)).toPrint('Server&nbsp;name');
  await control('the backend logs a caller’s address for the call through the proxy', callers('/through-a-component')).toPrint(
    /^\d+\./,
  );
  await control(
    'the backend does not see the client behind the API server’s proxy',
    callers('/through-a-component'),
  ).toPrintNothingLike(client);

  await expect(debug.get(backend, '/through-the-service')).toReach(backend);
  await expect(callers('/through-the-service')).toPrint(new RegExp(`^${client}\n$`));
  await expect(debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral(three);
});

claim('m1-ex1-abstracts', async ({ lane, control, expect, note, reader }) => {
  const { debug, backend } = await lane.world('basics');
  const [[first = ''], address] = [await note(backend.podIps()), await note(backend.clusterIp())];
  await control('several pods answer by address', debug.spread(backend, { requests: 30, address }).distinct).toMeetSeveral(three);
  await control('a pod answers at its own address', debug.get(backend, '', { address: first })).toReach(backend);

  await lane.change(
    reader.runs(`kubectl delete $(kubectl get pods -l app=backend --field-selector status.podIP=${first} -o name)`),
  );

  const left = debug.runs(`curl -s -o /dev/null -m 2 http://${first} && echo answered || echo silent`);
  await control('the deleted pod’s address no longer answers', left).toPrint('silent');
  await expect(debug.spread(backend, { requests: 30, address }).answered).toBe(30);
  await expect(backend.clusterIp()).toBe(address);
});

claim('m1-ex1-d-kernel', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'it removes a kernel rule of a node, and the nodes are somebody else’s here');
  const { debug, backend } = await lane.world('basics');
  const names = await note(backend.podNames());
  const chain = `$(${onNodeOf('debug', 'iptables-save -t nat')} | sed -n "s/^-A KUBE-SERVICES -d $(${service})\\/32 .* -j \\(KUBE-SVC-[A-Z0-9]*\\)$/\\1/p")`;
  const rules = onNodeOf('debug', `iptables -t nat -S ${chain}`);
  await control('all pods answer', debug.spread(backend, { requests: 50 }).names).toMeetAll(names);

  await expect(reader.runs(rules)).toPrint(
    /(?:-m statistic --mode random --probability 0\.\d+ -j KUBE-SEP-\S+\n[^]*){2}-j KUBE-SEP-\S+\n$/,
  );
  const first = `${rules} | grep -n KUBE-SEP- | head -n 1`;
  const { stdout: lost } = await note(
    reader.runs(`kubectl get pods -o json | jq -j --arg ip "$(${first} | sed 's/.* -> \\([0-9.]*\\):80.*/\\1/')" '
      .items[] | select(.status.podIP == $ip) | .metadata.name'`),
  );
  await lane.change(reader.runs(onNodeOf('debug', `iptables -t nat -D ${chain} $(( $(${first} | cut -d : -f 1) - 1 ))`)));
  await expect(debug.spread(backend, { requests: 50 }).names).toMeetAll(names.filter((name) => name !== lost));

  // kube-proxy rewrites the whole chain when its Service changes; two changes at once would cancel out
  const sticky = `until ${rules} | grep -q rsource; do sleep 0.3; done`;
  await lane.change(reader.runs(`${written.command(147)} && ${sticky} && ${written.command(164)}`));
  await control('with the deleted rule back all pods answer again', debug.spread(backend, { requests: 50 }).names).toMeetAll(
    names,
  );
});
