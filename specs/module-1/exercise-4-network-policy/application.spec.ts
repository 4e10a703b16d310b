import { claim } from '#meshproof';

/** Sends twelve requests, all verbs, paths and headers with each other; prints the status of each. */
const combinations = (mark: string) => {
  const each = ['GET', 'POST', 'DELETE'].flatMap((verb) =>
    ['X-Admin-Secret:hacked', 'Accept:text/html'].map((header) => `-X ${verb} -H ${header}`),
  );
  const call = `curl -s -m 3 -o /dev/null -w '%{http_code}\\n' -A ${mark}`;
  return each.map((kind) => `${call} ${kind} http://backend/ -o /dev/null http://backend/admin/users`).join(' & ') + '; wait';
};
const status = /^(\d{3})$/;

claim('m1-ex4-cant-block', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('before the policy the attacker’s DELETE reaches the backend', attacker.delete(backend, '/admin/users')).toReach(
    backend,
    {
      status: 405,
    },
  );

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([
    control('the attacker’s DELETE is blocked', attacker.delete(backend, '/admin/users')).toBeDropped(),
    control('the attacker’s POST is blocked', attacker.post(backend, '/sensitive-api')).toBeDropped(),
  ]);
  await expect(frontend.delete(backend, '/admin/users')).toReach(backend, { status: 405 });
  await expect(frontend.post(backend, '/sensitive-api', { body: 'malicious=data' })).toReach(backend, { status: 405 });
  await expect(frontend.get(backend, '', { headers: { Authorization: 'Bearer fake-token' } })).toReach(backend);
  await expect(frontend.get(backend, '', { headers: { 'X-Admin-Secret': 'hacked' } })).toReach(backend);
  const all = ['delete-users', 'post-data', 'fake-token', 'spoofed-header'].map((place) => written.command(place)).join('\n');
  await expect(reader.runs(all)).toPrint(/HTTP 405\n.*HTTP 405\n.*HTTP 200\n.*HTTP 200\n/);
});

claim('m1-ex4-could-not-see', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('before the policy all twelve requests are answered', attacker.lines(combinations('before'), status).tally).toBe({
    200: 4,
    405: 8,
  });

  await lane.apply(written.manifest('backend-policy'));

  await control('the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await expect(frontend.lines(combinations('admitted'), status).tally).toBe({ 200: 4, 405: 8 });
  await expect(attacker.lines(combinations('blocked'), status).tally).toBe({ '000': 12 });
  await expect(backend.logged('"admitted"')).toBe(12);
  await expect(backend.logged('"blocked"')).toBe(0);
});

claim('m1-ex4-lim-l7', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('before the policy GET reaches the application', attacker.get(backend, '/status')).toReach(backend);
  await control('before the policy POST reaches the application', attacker.post(backend, '/admin/delete')).toReach(backend, {
    status: 405,
  });

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([
    expect(attacker.get(backend, '/status')).toBeDropped(),
    expect(attacker.post(backend, '/admin/delete')).toBeDropped(),
  ]);
  await expect(frontend.get(backend, '/status')).toReach(backend);
  await expect(frontend.post(backend, '/admin/delete')).toReach(backend, { status: 405 });
});

claim('m1-ex4-logs', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('one-backend');
  await control('a Deployment that does not exist has no log', reader.runs('kubectl logs deployment/no-such')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  await control('the frontend’s request reaches the backend', frontend.get(backend, '/asked-for-the-log')).toReach(backend);
  await expect(reader.runs(written.command())).toPrint('"GET /asked-for-the-log HTTP/1.1" 200');
});

const logsOfAgents = `kubectl -n kube-system logs -l 'k8s-app in (kindnet, kube-network-policies)' --prefix --tail=-1`;
/** Whatever might tell of a denial: the policy engine, the application, the API server, the policy. The attacker's own events do not count. */
const records = [
  `${logsOfAgents} --since=5m`,
  'kubectl logs deployment/backend',
  'kubectl get events -o json --field-selector involvedObject.name!=attacker',
  'kubectl get networkpolicy -o yaml',
].join('\n');

claim('m1-ex4-lim-audit', async ({ lane, control, expect, note, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const [address = ''] = await note(attacker.podIps());
  const told = (text: string) => reader.lines(records, new RegExp(`(?<!\\w)${text.replaceAll('.', '\\.')}(?!\\w)`)).count;
  await control('before the policy the attacker reaches the backend', attacker.get(backend, '/before')).toReach(backend);
  await control('the search finds the attacker’s address', told(address)).toBeAtLeast(1);
  const before = await note(told(address));

  await lane.apply(written.manifest('backend-policy'));

  await control('the attacker is denied', attacker.get(backend, '/denied')).toBeDropped();
  await control('the frontend is admitted', frontend.get(backend, '/admitted')).toReach(backend);
  await control('the search finds the admitted request', told('GET /admitted')).toBeAtLeast(1);
  await control('the agents’ logs can be read', reader.lines(logsOfAgents, /\S/).count).toBeAtLeast(1);
  await expect(told('GET /denied')).toBe(0);
  await expect(told(address)).toBe(before);
});

// last, because this claim adds an application with the backend's label
claim('m1-ex4-codes-depend', async ({ lane, control, expect, note, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const [address] = await note(backend.podIps());
  await lane.apply(written.manifest('backend-policy'));
  await lane.apply('other-application.yaml');

  await control(
    'the other application runs',
    reader.runs('kubectl wait pod other-application --for=condition=Ready --timeout=60s'),
  ).toSucceed();
  await control(
    'the policy selects both applications',
    reader.lines('kubectl get pod -l app=backend -o name', 'pod/').count,
  ).toBe(2);
  await control('the attacker does not reach the first application', attacker.get(backend, '/nope', { address })).toBeDropped();
  await control(
    'the attacker does not reach the other application',
    attacker.runs('curl -s -m 2 http://other-application/nope'),
  ).toExit(28);
  await expect(frontend.get(backend, '/nope', { address })).toReach(backend, { status: 200 });
  await expect(frontend.get('http://other-application/nope')).toAnswer({ status: 404, header: ['server', /^nginx/] });
});
