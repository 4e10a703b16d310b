import { claim } from '#meshproof';

claim('m1-ex7-propagation', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('before the policy POST reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });

  const calls = await lane.during(reader.runs(written.command('backend-authz')), frontend.post(backend, '/data'), {
    status: 405,
    afterwards: 4,
  });

  await control('requests reach the application until the policy is applied', calls.answered(405)).toBeAtLeast(1);
  await expect(calls.lastAnswer).toBeBetween(-2.9, 2.9);
  await expect(calls.answered(403)).toBeAtLeast(1);
  await expect(frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend);
  await lane.remove(written.manifest('backend-authz'));
});
