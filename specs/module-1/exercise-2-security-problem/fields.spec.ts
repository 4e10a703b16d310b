import { claim } from '#meshproof';

const fieldsOf = (kind: string) =>
  `kubectl explain ${kind}.spec --recursive | sed -n '/^FIELDS/,$p' | grep -oE '^ +[a-zA-Z]+' | tr -d ' ' | sort -u | xargs`;
/** Turns the document's command into a server-side dry run with more fields beside its port. */
const checked = (command: string, ...fields: string[]) =>
  command
    .replace('kubectl apply', 'kubectl apply --dry-run=server')
    .replace('port: 80', ['port: 80', ...fields].join('\n      '));
const accepted = 'networkpolicy.networking.k8s.io/backend-policy created (server dry run)';

claim('m1-ex2-no-get-status', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const command = written.command(317);
  await control('the document’s manifest is accepted as written', reader.runs(checked(command))).toPrint(accepted);
  await control('an AuthorizationPolicy has fields for methods and paths', reader.runs(fieldsOf('authorizationpolicy'))).toPrint(
    /\bmethods\b.*\bpaths\b/,
  );
  await expect(reader.runs(checked(command, 'method: GET'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.runs(checked(command, 'path: /status'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.runs(fieldsOf('networkpolicy'))).toPrint(/\bpodSelector\b/);
  await expect(reader.runs(fieldsOf('networkpolicy'))).toPrintNothingLike(/method|path|http|verb|url/i);

  await lane.apply(written.manifest(317));

  await control('the policy acts: the attacker is blocked', attacker.get(backend, '/status')).toBeRefused({ how: 'timeout' });
  await expect(frontend.get(backend, '/status')).toReach(backend);
  await expect(frontend.delete(backend, '/other')).toReach(backend, { status: 405 });
});

claim('m1-ex2-no-jwt', async ({ lane, control, expect, reader, written }) => {
  await lane.world('nobody');
  const command = written.command(317);
  await control('the document’s manifest is accepted as written', reader.runs(checked(command))).toPrint(accepted);
  await control(
    'a RequestAuthentication has fields for headers and JWT rules',
    reader.runs(fieldsOf('requestauthentication')),
  ).toPrint(/\bfromHeaders\b.*\bjwtRules\b/);
  await expect(reader.runs(checked(command, 'headers: { Authorization: Bearer }'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.runs(checked(command, 'jwtRules: []'))).toFail({ exit: 1, saying: 'unknown field' });
  await expect(reader.runs(fieldsOf('networkpolicy'))).toPrint(/\bpodSelector\b/);
  await expect(reader.runs(fieldsOf('networkpolicy'))).toPrintNothingLike(/header|jwt|token|claim|issuer/i);
});

claim('m1-ex4-q-types', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const fields = reader.runs(fieldsOf('networkpolicy'));
  await control(
    'the search finds methods and paths in an AuthorizationPolicy',
    reader.runs(fieldsOf('authorizationpolicy')),
  ).toPrint(/\bmethods\b.*\bpaths\b/);
  await expect(fields).toPrint(/\bnamespaceSelector\b.*\bpodSelector\b/);
  await expect(fields).toPrint(/\bport ports protocol\b/);
  await expect(fields).toPrint(/^cidr\b.*\bipBlock\b/);
  await expect(fields).toPrintNothingLike(/method|path|header|jwt|token|principal|identity|tls/i);
  await control('without a policy the attacker is answered', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest(317));

  await expect(attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await expect(frontend.get(backend)).toReach(backend);
});

claim('m1-ex4-q-impossible', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const fields = (kind: string) => reader.runs(fieldsOf(kind));
  await control('an AuthorizationPolicy has methods and paths', fields('authorizationpolicy')).toPrint(/\bmethods\b.*\bpaths\b/);
  await control('a RequestAuthentication has headers and JWT rules', fields('requestauthentication')).toPrint(
    /\bfromHeaders\b.*\bjwtRules\b/,
  );
  await control('a PeerAuthentication has mTLS', fields('peerauthentication')).toPrint(/\bmtls\b/);
  await expect(fields('networkpolicy')).toPrint(/\bpodSelector\b/);
  await expect(fields('networkpolicy')).toPrintNothingLike(/method|path|header|jwt|token|tls|encrypt/i);

  await lane.apply(written.manifest(317));

  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await expect(frontend.delete(backend, '/admin')).toReach(backend, { status: 405 });
  await expect(frontend.get(backend, '/', { headers: { Authorization: 'Bearer of-nobody' } })).toReach(backend);
});
