import { claim } from '#meshproof';

const ask = (path: string) =>
  `printf 'GET ${path} HTTP/1.1\\r\\nHost: backend\\r\\nUser-Agent: kept-open\\r\\n\\r\\n' >/tmp/kept; sleep 1`;
/** Opens a connection that stays open after the command: nginx keeps it for 75 s. */
const keepOpen = `rm -f /tmp/kept /tmp/answers; mkfifo /tmp/kept
(sleep 70 >/tmp/kept) </dev/null >/dev/null 2>&1 &
(nc backend 80 </tmp/kept >/tmp/answers) >/dev/null 2>&1 &
${ask('/on-the-kept-one-before')}`;

claim('m1-ex4-established', async ({ lane, control, expect, erratum, written }) => {
  const { attacker, frontend, backend } = await lane.world('node-beside');
  await control('the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await control('the attacker opens a connection and keeps it', attacker.runs(keepOpen)).toSucceed();
  await control('a request on the kept connection is answered', backend.logged('/on-the-kept-one-before')).toBe(1);

  await lane.apply(written.manifest(317));

  await control('a new connection is blocked', attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await control('the attacker asks again on the kept connection', attacker.runs(ask('/on-the-kept-one-after'))).toSucceed();
  await expect(backend.logged('/on-the-kept-one-after')).toBe(0);
  await erratum(backend.logged('/on-the-kept-one-after')).toBe(1);
  await erratum(attacker.runs('grep -c "200 OK" /tmp/answers')).toPrint(/^2$/m);
});

claim('m1-ex4-node-exempt', async ({ lane, control, expect, needs, note, written }) => {
  needs(
    'our-cluster',
    await lane.isOurCluster(),
    'a pod in its node’s own network is needed, and the nodes are somebody else’s here',
  );
  const { attacker, frontend, backend, nodeside } = await lane.world('node-beside');
  const [address] = await note(backend.podIps());
  await control('before the policy the attacker reaches the pod’s address', attacker.get(backend, '', { address })).toReach(
    backend,
  );
  await control('before the policy the node reaches the pod’s address', nodeside.get(backend, '', { address })).toReach(backend);

  await lane.apply(written.manifest(317));

  await control('the attacker is blocked', attacker.get(backend, '', { address })).toBeRefused({ how: 'timeout' });
  await control('the frontend is admitted', frontend.get(backend, '', { address })).toReach(backend);
  await expect(nodeside.get(backend, '', { address })).toReach(backend);
});

claim('m1-ex4-attacker-name', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('clear');
  const command = `${written.command(342)} </dev/null`;
  const exercise2 = `echo exit | script -qec '${written.command(186)}' /dev/null`;
  await control('the frontend is served', frontend.get(backend)).toReach(backend);
  // a pod of exercise 2 is left behind
  await lane.change(reader.runs('kubectl run attacker --image=curlimages/curl --restart=Never -- sleep 300'));
  await control('the command fails while the pod’s name is taken', await lane.attempt(reader.runs(command))).toFail({
    exit: 1,
    saying: 'AlreadyExists',
  });
  await lane.change(reader.runs('kubectl delete pod attacker --now'));

  await lane.change(reader.runs(exercise2));

  await control(
    'the pod of the ended session is gone',
    reader.runs('kubectl wait --for=delete pod/attacker --timeout=50s'),
  ).toSucceed();
  await expect(reader.runs(command)).toPrint('Server&nbsp;name');
});

claim('m1-ex4-timeout-5s', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('clear');
  /** Runs the command in a terminal in which nobody types; gives up after 45 s. */
  const timed = reader.runs(
    `began=$SECONDS; timeout 45 script -qec '${written.command(342)}' /dev/null < <(exec sleep 50 2>/dev/null) 2>&1
echo "exit $? after $((SECONDS - began)) s"; kubectl wait --for=delete pod/attacker --timeout=40s >/dev/null 2>&1`,
    { limitMs: 100_000 },
  );
  await control('before the policy the command is answered', timed).toPrint('Server&nbsp;name');

  await lane.apply(written.manifest(317));

  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await expect(timed).toPrint(/timed out after 5\d{3} milliseconds[^]*^exit 0 after \d\d? s$/m);
});
