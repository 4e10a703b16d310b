import { claim } from '#meshproof';

claim('m1-ex2-np-match-ip', async ({ lane, control, expect, note, written }) => {
  const { attacker, frontend, backend } = await lane.world('reachable');
  const [address] = await note(backend.podIps());
  const atAnotherPort = frontend.get(backend, '', { address, port: 8080 });
  await control('before the policy the attacker is served', attacker.get(backend)).toReach(backend);
  await control('before the policy the backend itself refuses another port', atAnotherPort).toBeRefused({ how: 'refused' });

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy blocks the attacker', attacker.get(backend)).toBeDropped();
  await control('the policy admits the frontend at its port', frontend.get(backend)).toReach(backend);
  await expect(atAnotherPort).toBeDropped();

  await lane.label(attacker, { app: 'frontend' });
  await expect(attacker.get(backend)).toReach(backend);
});

claim('m1-ex2-np-ip-change', async ({ lane, control, expect, note, written }) => {
  const { attacker, frontend, backend } = await lane.world('reachable');
  await lane.apply(written.manifest('backend-policy'));
  await control('the frontend’s old pod is admitted', frontend.get(backend)).toReach(backend);
  const before = await note(frontend.podIps());

  await lane.restart(frontend);

  await control('the frontend’s new pod has another address', frontend.podIps()).toDifferFrom(before);
  await expect(frontend.get(backend)).toReach(backend);
  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeDropped();
});

claim('m1-ex2-ips-change', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend } = await lane.world('reachable');
  const restarts = reader.runs(
    `kubectl get pod -l app=frontend -o jsonpath='{.items[0].status.containerStatuses[0].restartCount}'`,
  );
  const first = await note(frontend.podIps());
  await control('the frontend’s container has not restarted yet', restarts).toPrint(/^0$/);

  await lane.change(reader.runs(`kubectl exec deployment/frontend -- sh -c 'kill 1'`));

  await control('the frontend’s container has restarted', restarts).toPrint(/^1$/);
  await control('the restarted frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('a container that restarts in its pod keeps the address', frontend.podIps()).toBe(first);

  await lane.restart(frontend);

  await expect(frontend.podIps()).toDifferFrom(first);
});

claim('m1-ex2-all-80-same', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('reachable');
  const noHttp = (mark: string) => `curl -s -m 3 telnet://backend:80 <<'END'\n${mark}\r\n\r\nEND`;
  const tls = 'curl -sS -k -m 3 https://backend:80';
  await control('before the policy the attacker’s bytes are answered', attacker.runs(noHttp('no-http-before'))).toPrint(
    '400 Bad Request',
  );

  await lane.apply(written.manifest('backend-policy'));

  await control('the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control('the attacker’s bytes that are not HTTP are blocked', attacker.runs(noHttp('no-http-denied'))).toExit(28);
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await expect(frontend.runs(noHttp('no-http-admitted'))).toPrint('400 Bad Request');
  await expect(backend.logged('no-http-admitted')).toBeAtLeast(1);
  await expect(backend.logged('no-http-denied')).toBe(0);
  await expect(frontend.runs(tls)).toFail({ exit: 35, saying: /wrong version number|SSL|TLS/i });
  await expect(backend.logged('"\\x16\\x03')).toBeAtLeast(1);
});

claim('m1-ex2-labels-human', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend, outsider } = await lane.world('reachable');
  const labelAs = (account: string) =>
    reader.runs(`kubectl label pod attacker app=frontend --as=system:serviceaccount:${lane.namespace}:${account}`);
  await lane.apply('labeller.yaml');
  await lane.apply(written.manifest('backend-policy'));
  await control('without the label the pod is blocked', attacker.get(backend)).toBeDropped();
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  const refused = await lane.attempt(labelAs('onlooker'));
  await control('an account that may only read cannot label the pod', refused).toFail({ exit: 1, saying: 'Forbidden' });

  const labelled = await lane.attempt(labelAs('labeller'));

  await expect(labelled).toPrint('pod/attacker labeled');
  await expect(attacker.get(backend)).toReach(backend);
  await control('the policy still acts: another pod is blocked', outsider.get(backend)).toBeDropped();

  await lane.label(attacker, { app: null });
  await control('without the label the pod is blocked again', attacker.get(backend)).toBeDropped();
  await control('the frontend is still admitted', frontend.get(backend)).toReach(backend);
});
