import { claim } from '#meshproof';

claim('m1-ex4-needs-l7', async ({ lane, control, expect, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('without a policy the outsider reaches the backend', outsider.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));
  await control('the NetworkPolicy keeps the outsider out', outsider.get(backend, '/')).toBeDropped();
  await control('under the NetworkPolicy the frontend’s DELETE passes', frontend.delete(backend, '/')).toReach(backend, {
    status: 405,
  });
  await control('under the NetworkPolicy the frontend’s POST passes', frontend.post(backend, '/')).toReach(backend, {
    status: 405,
  });

  await lane.apply(written.manifest('backend-authz'));

  await expect(frontend.delete(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.post(backend, '/')).toBeDeniedBy(backend);
  await control('the frontend’s GET still passes', frontend.get(backend, '/')).toReach(backend);
});

claim('m1-kt-complement', async ({ lane, control, expect, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('without a policy the outsider reaches the backend', outsider.get(backend, '/')).toReach(backend);
  await control('without a policy the frontend’s POST passes', frontend.post(backend, '/')).toReach(backend, { status: 405 });

  await lane.apply(`${written.manifest('backend-policy')}---\n${written.manifest('backend-authz')}`);

  await expect(outsider.get(backend, '/')).toBeDropped();
  await expect(frontend.post(backend, '/')).toBeDeniedBy(backend);
  await control('a request that both policies allow passes', frontend.get(backend, '/')).toReach(backend);

  await lane.remove(written.manifest('backend-authz'));
  await control('without the AuthorizationPolicy POST passes', frontend.post(backend, '/')).toReach(backend, { status: 405 });
  await control('without the AuthorizationPolicy the outsider is kept out', outsider.get(backend, '/')).toBeDropped();

  await lane.remove(written.manifest('backend-policy'));
  await control('without the NetworkPolicy the outsider connects', outsider.get(backend, '/')).toReach(backend);
});
