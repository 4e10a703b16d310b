import { claim } from '#meshproof';

claim('m1-ex7-denied-403', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict');
  await control('the application itself answers POST', frontend.post(backend, '/data')).toReach(backend, { status: 405 });

  await lane.apply(written.manifest(558));

  await expect(frontend.post(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend, { status: 200 });
});
