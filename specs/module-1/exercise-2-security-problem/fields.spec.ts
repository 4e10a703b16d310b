import { claim } from '#meshproof';

/** Shows all fields, indented, each with its type behind it. */
const all = (kind: string) => `kubectl explain ${kind}.spec --recursive`;
const field = /^ +([a-zA-Z]+)\s+</;
/** Turns the document's command into a server-side dry run with more fields beside its port. */
const checked = (command: string, ...fields: string[]) =>
  command
    .replace('kubectl apply', 'kubectl apply --dry-run=server')
    .replace('port: 80', ['port: 80', ...fields].join('\n      '));
const accepted = 'networkpolicy.networking.k8s.io/backend-policy created (server dry run)';

claim('m1-ex2-no-get-status', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const command = written.command('backend-policy');
  await control('the document’s manifest is accepted as written', reader.runs(checked(command))).toPrint(accepted);
  await control(
    'an AuthorizationPolicy has fields for methods and paths',
    reader.lines(all('authorizationpolicy'), /^ +(methods|paths)\s+</).distinct,
  ).toBe(['methods', 'paths']);
  await expect(reader.runs(checked(command, 'method: GET'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.runs(checked(command, 'path: /status'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.lines(all('networkpolicy'), field)).toHold('podSelector');
  await expect(reader.lines(all('networkpolicy'), field)).toLack(/method|path|http|verb|url/i);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker is blocked', attacker.get(backend, '/status')).toBeDropped();
  await expect(frontend.get(backend, '/status')).toReach(backend);
  await expect(frontend.delete(backend, '/other')).toReach(backend, { status: 405 });
});

claim('m1-ex2-no-jwt', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const command = written.command('backend-policy');
  await control('the document’s manifest is accepted as written', reader.runs(checked(command))).toPrint(accepted);
  await control(
    'a RequestAuthentication has fields for headers and JWT rules',
    reader.lines(all('requestauthentication'), /^ +(fromHeaders|jwtRules)\s+</).distinct,
  ).toBe(['fromHeaders', 'jwtRules']);
  await expect(reader.runs(checked(command, 'headers: { Authorization: Bearer }'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.runs(checked(command, 'jwtRules: []'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.lines(all('networkpolicy'), field)).toHold('podSelector');
  await expect(reader.lines(all('networkpolicy'), field)).toLack(/header|jwt|token|claim|issuer/i);
});

claim('m1-ex4-q-types', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const fields = reader.lines(all('networkpolicy'), field);
  await control(
    'the search finds methods and paths in an AuthorizationPolicy',
    reader.lines(all('authorizationpolicy'), /^ +(methods|paths)\s+</).distinct,
  ).toBe(['methods', 'paths']);
  const selecting = /^ +(podSelector|namespaceSelector|ipBlock|cidr|ports|port|protocol)\s+</;
  await expect(reader.lines(all('networkpolicy'), selecting).distinct).toBe([
    'cidr',
    'ipBlock',
    'namespaceSelector',
    'podSelector',
    'port',
    'ports',
    'protocol',
  ]);
  await expect(fields).toLack(/method|path|header|jwt|token|principal|identity|tls/i);
  await control('without a policy the attacker is answered', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await expect(attacker.get(backend)).toBeDropped();
  await expect(frontend.get(backend)).toReach(backend);
});

claim('m1-ex4-q-impossible', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const fields = (kind: string) => reader.lines(all(kind), field);
  const authorization = reader.lines(all('authorizationpolicy'), /^ +(methods|paths)\s+</).distinct;
  await control('an AuthorizationPolicy has methods and paths', authorization).toBe(['methods', 'paths']);
  const tokens = reader.lines(all('requestauthentication'), /^ +(fromHeaders|jwtRules)\s+</).distinct;
  await control('a RequestAuthentication has headers and JWT rules', tokens).toBe(['fromHeaders', 'jwtRules']);
  await control('a PeerAuthentication has mTLS', fields('peerauthentication')).toHold('mtls');
  await expect(fields('networkpolicy')).toHold('podSelector');
  await expect(fields('networkpolicy')).toLack(/method|path|header|jwt|token|tls|encrypt/i);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeDropped();
  await expect(frontend.delete(backend, '/admin')).toReach(backend, { status: 405 });
  await expect(frontend.get(backend, '/', { headers: { Authorization: 'Bearer of-nobody' } })).toReach(backend);
});
