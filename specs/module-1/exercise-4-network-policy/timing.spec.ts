import { claim } from '#meshproof';

/** Two requests on one connection, the second 20 s after the first. curl writes each one's status, and how many connections it opened. */
const onOneConnection = `curl -s -m 8 --rate 3/m -o /dev/null -w '%{http_code} %{num_connects}\\n' 'http://backend/kept?[1-2]'`;

claim('m1-ex4-established', async ({ lane, control, expect, needs, note, reader, written }) => {
  const { stdout: agents } = await note(reader.runs('kubectl -n kube-system get daemonsets -o name'));
  needs('policy-agents', agents.includes('kube-network-policies'), 'another program enforces NetworkPolicy here');
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await lane.change(attacker.runs(`(${onOneConnection} >/tmp/kept) >/dev/null 2>&1 &`));
  await control('the first request on the kept connection arrives', backend.logged('/kept?1 ')).toBe(1);

  await lane.apply(written.manifest('backend-policy'));

  await control('a new connection is blocked', attacker.get(backend)).toBeDropped();
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await control('both requests on the kept connection are over', attacker.runs('cat /tmp/kept')).toPrint(/^.+\n.+\n$/);
  await expect(attacker.runs('cat /tmp/kept')).toPrint(/^200 1\n200 0\n$/);
  await expect(backend.logged('/kept?2 ')).toBe(1);
});

claim('m1-ex4-node-exempt', async ({ lane, control, expect, needs, note, written }) => {
  needs(
    'our-cluster',
    await lane.isOurCluster(),
    'a pod in its node’s own network is needed, and the nodes are somebody else’s here',
  );
  const { attacker, frontend, backend, nodeside, nodeuser } = await lane.world('node-beside');
  const [address] = await note(backend.podIps());
  await Promise.all([
    control('before the policy the attacker reaches the pod’s address', attacker.get(backend, '', { address })).toReach(backend),
    control('before the policy root on the node reaches it', nodeside.get(backend, '', { address })).toReach(backend),
    control('before the policy another user on the node reaches it', nodeuser.get(backend, '', { address })).toReach(backend),
  ]);

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([
    control('the attacker is blocked', attacker.get(backend, '', { address })).toBeDropped(),
    control('another user on the node is blocked', nodeuser.get(backend, '', { address })).toBeDropped(),
  ]);
  await control('the frontend is admitted', frontend.get(backend, '', { address })).toReach(backend);
  await expect(nodeside.get(backend, '', { address })).toReach(backend);
});

claim('m1-ex4-attacker-name', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('clear');
  const command = `${written.command('attacker-calls')}/free </dev/null`;
  await control('the frontend is served', frontend.get(backend)).toReach(backend);
  // a pod of exercise 2 is left behind
  await lane.change(reader.runs('kubectl run attacker --image=curlimages/curl --restart=Never -- sleep 300'));
  await control('the command fails while the pod’s name is taken', await lane.attempt(reader.runs(command))).toFail({
    exit: 1,
    saying: 'AlreadyExists',
  });
  await control('the command that failed has called nobody', backend.logged('GET /free ')).toBe(0);
  await lane.change(reader.runs('kubectl delete pod attacker --now'));

  await lane.change(reader.types(written.command('run-attacker')));

  await control(
    'the pod of the ended session is gone',
    reader.runs('kubectl wait --for=delete pod/attacker --timeout=50s'),
  ).toSucceed();
  const free = await lane.attempt(reader.runs(command));
  await expect(free).toSucceed();
  // not what the terminal shows: a container may end before kubectl is attached, and be started again before the pod is deleted
  await expect(backend.logged('"GET /free HTTP/1.1" 200')).toBeAtLeast(1);
});

claim('m1-ex4-timeout-5s', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const [, documentsCurl = ''] = written.command('attacker-calls').split(' -- ');
  await control('before the policy the document’s curl is answered', attacker.runs(documentsCurl)).toPrint('Server&nbsp;name');

  await lane.apply(written.manifest('backend-policy'));

  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await control('with another limit curl gives up at another time', attacker.runs(documentsCurl.replace('-m 5', '-m 2'))).toFail({
    exit: 28,
    saying: /timed out after 2\d{3} milliseconds/,
  });
  await expect(attacker.runs(documentsCurl)).toFail({ exit: 28, saying: /timed out after 5\d{3} milliseconds/ });
});

claim('m1-ex4-fails-with-0', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('clear');
  const command = `script -qec '${written.command('attacker-calls')}' /dev/null </dev/null`;
  await lane.apply(written.manifest('backend-policy'));
  await control('the policy acts: the outsider is blocked', outsider.get(backend)).toBeDropped();
  await control('the policy admits the frontend', frontend.get(backend)).toReach(backend);

  const once = await lane.attempt(reader.runs(command.replace('run attacker', 'run once --restart=Never')));

  await control('a pod that is not started again hands curl’s status on', once).toExit(28);
  await control('the policy still admits the frontend', frontend.get(backend)).toReach(backend);

  const seen = await lane.attempt(reader.runs(command));

  await expect(seen).toPrint(/timed out after 5\d{3} milliseconds/);
  await expect(seen).toExit(0);
  await control('the frontend is still admitted', frontend.get(backend)).toReach(backend);
});
