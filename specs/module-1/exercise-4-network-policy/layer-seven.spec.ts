import { claim } from '#meshproof';

claim('m1-ex4-delete', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const path = '/admin/users';
  await control('the application itself answers DELETE', attacker.delete(backend, path)).toReach(backend, { status: 405 });

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker’s DELETE is blocked', attacker.delete(backend, path)).toBeDropped();
  await expect(frontend.delete(backend, path)).toReach(backend, { status: 405 });
  await expect(reader.runs(written.command())).toPrint('DELETE /admin/users -> HTTP 405');
});

claim('m1-ex4-post', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const [path, body] = ['/sensitive-api', 'malicious=data'];
  await control('the application itself answers POST', attacker.post(backend, path, { body })).toReach(backend, { status: 405 });

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker’s POST is blocked', attacker.post(backend, path, { body })).toBeDropped();
  await expect(frontend.post(backend, path, { body })).toReach(backend, { status: 405 });
  await expect(reader.runs(written.command())).toPrint('POST /sensitive-api -> HTTP 405');
});

claim('m1-ex4-fake-token', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const headers = { Authorization: 'Bearer fake-token' };
  await control('the application ignores the token', attacker.get(backend, '', { headers })).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker is blocked, token or not', attacker.get(backend, '', { headers })).toBeDropped();
  await expect(frontend.get(backend, '', { headers })).toReach(backend);
  await expect(reader.runs(written.command())).toPrint('fake token -> HTTP 200');
});

claim('m1-ex4-spoofed-header', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const headers = { 'X-Admin-Secret': 'hacked' };
  await control('the application ignores the header', attacker.get(backend, '', { headers })).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker is blocked, header or not', attacker.get(backend, '', { headers })).toBeDropped();
  await expect(frontend.get(backend, '', { headers })).toReach(backend);
  await expect(reader.runs(written.command())).toPrint('spoofed header -> HTTP 200');
});

claim('m1-ex4-200-nonexistent', async ({ lane, control, expect, needs }) => {
  const { frontend, backend } = await lane.world('one-backend');
  await control('the application refuses another method there', frontend.delete(backend, '/admin/users')).toReach(backend, {
    status: 405,
  });
  await expect(frontend.get(backend, '/admin/users')).toReach(backend, { status: 200 });
  await expect(frontend.get(backend, '/nope')).toReach(backend, { status: 200 });
  needs('published-images', await lane.hasPublishedImages(), 'the image here answers so because it was built to');
});

claim('m1-ex4-exit0', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('one-backend');
  // as written, curl waits until the kernel gives up (135 s, measured once)
  const bounded = written.command().replace('curl ', 'curl -m 2 ');
  const exitStatus = reader.runs(`( ${bounded} ) >/dev/null 2>&1; echo "exit status $?"`);
  await lane.apply(written.manifest('backend-policy'));
  await control('the frontend’s DELETE passes', frontend.delete(backend, '/admin/users')).toReach(backend, { status: 405 });
  await control('the command prints the application’s answer', reader.runs(bounded)).toPrint('HTTP 405');
  const passed = await note(exitStatus);

  await lane.apply('backend-closed.yaml');
  await lane.remove(written.manifest('backend-policy'));

  await control(
    'the frontend is answered by others',
    frontend.get('https://kubernetes.default.svc/version', '', { curl: ['--insecure'] }),
  ).toAnswer({ status: 200 });
  await control('the command gets no answer where the policy admits nobody', reader.runs(bounded)).toPrint('HTTP 000');
  await expect(exitStatus).toTellApart(passed);
});

claim('m1-ex4-denied-unlogged', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('before the policy the log holds the attacker’s request', attacker.get(backend, '/before')).toReach(backend);
  await control('the search finds the attacker’s earlier request', backend.logged('/before')).toBeAtLeast(1);

  await lane.apply(written.manifest('backend-policy'));

  await control('the attacker is blocked', attacker.get(backend, '/denied-request')).toBeDropped();
  await control('the frontend is served', frontend.get(backend, '/allowed-request')).toReach(backend);
  await control('the search finds the allowed request', backend.logged('/allowed-request')).toBeAtLeast(1);
  await expect(backend.logged('/denied-request')).toBe(0);
  await control('Events of the namespace can be read', reader.runs('kubectl get events')).toPrint('Started');
  await expect(reader.runs('kubectl get events')).toPrintNothingLike(/denied|dropped|backend-policy/i);
});

claim('m1-ex4-logs-lack', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const decision = /den(y|ied)-by|rbac|allowed_by|policy|spiffe:|principal/i;
  await control('the attacker reaches the backend before the policy', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await control('a request is denied', attacker.get(backend, '/who-was-denied')).toBeDropped();
  await control('a request is allowed', frontend.get(backend, '/who-called')).toReach(backend);
  await control('the log has the allowed request', reader.runs(written.command('read-the-log'))).toPrint('/who-called');
  await expect(reader.runs(written.command('read-the-log'))).toPrintNothingLike(decision);

  const mesh = await lane.world('strict');
  await lane.apply(written.manifest('backend-authz'));
  const denied = mesh.frontend.post(mesh.backend, '/');
  await control('the mesh denies a POST', denied).toBeDeniedBy(mesh.backend);
  await control(
    'the search finds a decision in the log of the backend’s proxy',
    mesh.backend.log('"POST / ', 'istio-proxy'),
  ).toHold(decision);
});
