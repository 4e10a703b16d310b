import { claim } from '#meshproof';

claim('m1-ex4-attacker-blocked', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('the attacker reaches the backend before the policy', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await expect(attacker.get(backend)).toBeDropped();
  await control('the attacker still reaches another Service', attacker.get(frontend)).toReach(frontend);
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
});

claim('m1-ex4-timeout-text', async ({ lane, control, expect, erratum, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('the attacker reaches the backend before the policy', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));
  await lane.apply('silent.yaml');

  await control('the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
  await control(
    'a server that stays silent gives the document’s words',
    attacker.runs('curl -sS -m 2 http://silent:8080'),
  ).toFail({ exit: 28, saying: 'Operation timed out' });
  const documentsCall = attacker.runs('curl -sS -m 5 http://backend');
  await expect(documentsCall).toFail({ exit: 28, saying: 'Operation timed out' });
  await erratum(documentsCall).toFail({ exit: 28, saying: /curl: \(28\) Connection timed out after 5\d{3} milliseconds/ });
});

claim('m1-ex4-not-dns', async ({ lane, control, expect, note, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const address = await note(backend.clusterIp());
  await control('the attacker reaches the backend by address before the policy', attacker.get(backend, '', { address })).toReach(
    backend,
  );
  await control('a name that does not exist fails in another way', attacker.get('http://no-such-service')).toBeRefused({
    how: 'dns',
  });

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([expect(attacker.get(backend)).toBeDropped(), expect(attacker.get(backend, '', { address })).toBeDropped()]);
  await expect(attacker.runs('getent hosts backend')).toPrint(`${address} `);
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
});

claim('m1-ex4-drop-not-reject', async ({ lane, control, expect, note, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const [address] = await note(backend.podIps());
  const closedPort = attacker.get(backend, '', { address, port: 8080 });
  await control('a closed port rejects at once', closedPort).toBeRefused({ how: 'refused' });
  await control('the attacker reaches the open port before the policy', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([expect(attacker.get(backend)).toBeDropped(), expect(closedPort).toBeDropped()]);
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
});

claim('m1-ex4-frontend-ok', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('the attacker reaches the backend before the policy', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeDropped();
  await expect(frontend.get(backend)).toReach(backend, { body: 'Server&nbsp;name' });
  await expect(reader.runs(written.command())).toPrint('Server&nbsp;name');

  await lane.apply('backend-closed.yaml');
  await lane.remove(written.manifest('backend-policy'));
  await control(
    'the frontend is answered by others',
    frontend.get('https://kubernetes.default.svc/version', '', { curl: ['--insecure'] }),
  ).toAnswer({ status: 200 });
  await control(
    'the command fails where the policy admits nobody',
    reader.runs('kubectl exec deployment/frontend -- curl -m 2 http://backend'),
  ).toExit(28);
});

claim('m1-ex4-returns-html', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('the attacker gets the page before the policy', attacker.get(backend)).toReach(backend);
  await control(
    'an answer that is not HTML has another content type',
    frontend.get('https://kubernetes.default.svc/version', '', { curl: ['--insecure'] }),
  ).toAnswer({ status: 200, header: ['content-type', 'application/json'] });

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker gets nothing', attacker.get(backend)).toBeDropped();
  await expect(frontend.get(backend)).toReach(backend, { body: '<html' });
  await expect(frontend.get(backend)).toAnswer({ status: 200, header: ['content-type', 'text/html'] });
});

claim('m1-ex4-pod-ip', async ({ lane, control, expect, note, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const [address] = await note(backend.podIps());
  const direct = attacker.get(backend, '', { address });
  await control('the attacker reaches the pod’s own address before the policy', direct).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await expect(direct).toBeDropped();
  await control('the frontend reaches the pod’s own address', frontend.get(backend, '', { address })).toReach(backend);
});

claim('m1-ex4-port-scope', async ({ lane, control, expect, note, written }) => {
  const { frontend, backend } = await lane.world('one-backend');
  const [address] = await note(backend.podIps());
  const otherPort = frontend.get(backend, '', { address, port: 8080 });
  await control('before the policy the pod resets a connection to another port', otherPort).toBeRefused({
    how: 'refused',
  });

  await lane.apply(written.manifest('backend-policy'));

  await expect(otherPort).toBeDropped();
  await expect(frontend.get(backend, '', { address })).toReach(backend);
  await control('the frontend reaches the Service’s port', frontend.get(backend)).toReach(backend);
});
