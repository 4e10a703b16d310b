import { claim } from '#meshproof';

claim('m1-ex7-post-cmd', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  const documentsCall = reader.runs(written.command());
  await control('before the policy POST reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });
  await control('before the policy the command shows the application’s answer', documentsCall).toPrint('405 Not Allowed');

  await lane.apply(written.manifest('backend-authz'));

  await control('the backend’s proxy denies POST', frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend);
  await expect(documentsCall).toPrint(/^RBAC: access denied$/);
  await control('curl with -f fails on the denial', frontend.runs('curl -sf -X POST http://backend/data')).toExit(22);
});

claim('m1-ex7-get-cmd', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('without a policy POST reaches the application', frontend.post(backend, '/')).toReach(backend, { status: 405 });
  await lane.apply(written.manifest('backend-authz'));
  await control('the policy denies another method', frontend.post(backend, '/')).toBeDeniedBy(backend);
  await control('the application answers GET', frontend.get(backend, '/')).toReach(backend);

  await control('the command with another path is denied', reader.runs(`${written.command()}data`)).toPrint(
    /^RBAC: access denied$/,
  );
  await expect(reader.runs(written.command())).toPrint(/Server&nbsp;name:|Server name:/);
});

claim('m1-ex7-apply', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  const misspelt = await lane.attempt(reader.runs(written.command().replace('rules:', 'ruels:')));
  await control('a manifest with a misspelt field is refused', misspelt).toFail({
    exit: 1,
    saying: 'unknown field "spec.ruels"',
  });
  await control('before the policy POST reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });

  const first = await lane.attempt(reader.runs(written.command()));
  await expect(first).toPrint('authorizationpolicy.security.istio.io/backend-authz created');
  await expect(frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend);

  const again = await lane.attempt(reader.runs(written.command()));
  await expect(again).toPrint('authorizationpolicy.security.istio.io/backend-authz unchanged');
  await lane.remove(written.manifest());
});

claim('m1-ex7-api-version', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  const unknownVersion = await lane.attempt(reader.runs(written.command('backend-authz').replace('v1beta1', 'v1alpha9')));
  await control('a manifest with an API version that is not served is refused', unknownVersion).toFail({
    exit: 1,
    saying: 'no matches for kind "AuthorizationPolicy" in version "security.istio.io/v1alpha9"',
  });
  await control('before the policy POST reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });

  const applied = await lane.attempt(reader.runs(written.command('backend-authz')));

  await expect(applied).toPrint('backend-authz created');
  await expect(applied).toBeCurrent();
  await expect(reader.runs('kubectl get authorizationpolicies.v1beta1.security.istio.io backend-authz -o name')).toSucceed();
  await expect(reader.runs('kubectl get authorizationpolicies.v1.security.istio.io backend-authz -o name')).toSucceed();
  await expect(frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend);
  await lane.remove(written.manifest('backend-authz'));
});

const fields = (kind: string) => `kubectl explain ${kind} --recursive`;

claim('m1-ex7-q-types', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  const withHeader = { headers: { 'x-role': 'reader' } };
  await control('a NetworkPolicy has a field for ports', reader.runs(fields('networkpolicies.spec'))).toPrint('ports');
  await control(
    'a NetworkPolicy has no field for methods, paths or principals',
    reader.runs(fields('networkpolicies.spec')),
  ).toPrintNothingLike(/methods|paths|principals|requestPrincipals|headers/i);
  await expect(reader.runs(fields('authorizationpolicies.spec.rules'))).toPrint(/methods[\s\S]*paths/);
  await expect(reader.runs(fields('authorizationpolicies.spec.rules'))).toPrint(/requestPrincipals/);
  await control('before the policy a request without the header passes', frontend.get(backend, '/')).toReach(backend);

  await lane.apply('by-header.yaml');

  await expect(frontend.get(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/', withHeader)).toReach(backend);
});

claim('m1-ts-analyze', async ({ lane, control, expect, reader, written }) => {
  await lane.world('strict-pair');
  const analysis = reader.runs(written.command());
  await lane.apply('route-to-nowhere.yaml');
  await control('the analysis reports a route to a host that does not exist', analysis).toPrint('IST0101');

  await lane.remove('route-to-nowhere.yaml');

  await expect(analysis).toSucceed();
});

claim('m1-cl-authz', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await lane.apply(written.manifest('backend-authz'));
  await control('before the deletion POST is denied', frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('before the deletion GET is allowed', frontend.get(backend, '/')).toReach(backend);

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/authorizationpolicy\S* "backend-authz" deleted/);
  await expect(frontend.post(backend, '/data')).toReach(backend, { status: 405 });
});
