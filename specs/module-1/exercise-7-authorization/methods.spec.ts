import { claim } from '#meshproof';

claim('m1-ex7-denied-403', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('the application itself answers POST', frontend.post(backend, '/data')).toReach(backend, { status: 405 });

  await lane.apply(written.manifest('backend-authz'));

  await expect(frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend, { status: 200 });

  await lane.remove(written.manifest('backend-authz'));
  await control('without the policy the application answers again', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });
});

claim('m1-ex7-allowed-200', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('without a policy POST reaches the application', frontend.post(backend, '/')).toReach(backend, { status: 405 });

  await lane.apply(written.manifest('backend-authz'));

  await control('POST of / is denied', frontend.post(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/')).toReach(backend, { status: 200 });
});

claim('m1-ex7-default-deny', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('without a policy DELETE reaches the application', frontend.delete(backend, '/')).toReach(backend, {
    status: 405,
  });

  await lane.apply(written.manifest('backend-authz'));

  await expect(frontend.delete(backend, '/')).toBeDeniedBy(backend);
  await control('the request that the policy names passes', frontend.get(backend, '/')).toReach(backend);
  await control(
    'no policy of the namespace says DENY',
    reader.runs('kubectl get authorizationpolicies --no-headers -o custom-columns=NAME:.metadata.name,ACTION:.spec.action'),
  ).toPrint(/^backend-authz\s+<none>\s*$/);
});
