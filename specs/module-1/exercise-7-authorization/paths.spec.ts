import { claim } from '#meshproof';

claim('m1-ex7-matrix', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('without the policy POST / reaches the application', frontend.post(backend, '/')).toReach(backend, {
    status: 405,
  });
  await control('without the policy GET /data reaches the application', frontend.get(backend, '/data')).toReach(backend);
  await control('without the policy POST /data reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });
  await control('without the policy HEAD / reaches the application', frontend.get(backend, '/', { method: 'HEAD' })).toReach(
    backend,
  );
  await control('without the policy GET / reaches the application', frontend.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await expect(frontend.post(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/data')).toBeDeniedBy(backend);
  await expect(frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/', { method: 'HEAD' })).toAnswer({ status: 403, header: ['server', 'envoy'] });
  await expect(frontend.get(backend, '/')).toReach(backend, { status: 200 });
});

claim('m1-ex7-path-exact', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  const asItIs = { curl: ['--path-as-is'] };
  await control('without the policy another path reaches the application', frontend.get(backend, '/index.html')).toReach(backend);
  await control('without the policy /data reaches the application', frontend.get(backend, '/data')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await expect(frontend.get(backend, '/index.html')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/data')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '//')).toBeDeniedBy(backend);
  // a path that the proxy normalises to / is / for the application as well
  await expect(frontend.get(backend, '/data/%2e%2e/', asItIs)).toReach(backend);
  await expect(frontend.get(backend, '/./', asItIs)).toReach(backend);
  await expect(frontend.get(backend, '/?x=1')).toReach(backend);
});
