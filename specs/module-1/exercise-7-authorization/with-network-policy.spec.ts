import { claim } from '#meshproof';

claim('m1-ex4-needs-l7', async ({ lane, control, expect, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('the outsider reaches the backend at first', outsider.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest(317));
  await control('the NetworkPolicy keeps the outsider out', outsider.get(backend, '/')).toBeRefused({ how: 'timeout' });
  await control('and lets DELETE of the frontend pass', frontend.delete(backend, '/')).toReach(backend, { status: 405 });
  await control('and its POST', frontend.post(backend, '/')).toReach(backend, { status: 405 });

  await lane.apply(written.manifest(558));

  await expect(frontend.delete(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.post(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await control('GET still passes', frontend.get(backend, '/')).toReach(backend);
});

claim('m1-kt-complement', async ({ lane, control, expect, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('at first the outsider connects', outsider.get(backend, '/')).toReach(backend);
  await control('and POST reaches the application', frontend.post(backend, '/')).toReach(backend, { status: 405 });

  await lane.apply(`${written.manifest(317)}---\n${written.manifest(558)}`);

  await expect(outsider.get(backend, '/')).toBeRefused({ how: 'timeout' });
  await expect(frontend.post(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await control('what both allow passes', frontend.get(backend, '/')).toReach(backend);

  await lane.remove(written.manifest(558));
  await control('without the AuthorizationPolicy POST passes', frontend.post(backend, '/')).toReach(backend, { status: 405 });
  await control('and the outsider is still out', outsider.get(backend, '/')).toBeRefused({ how: 'timeout' });

  await lane.remove(written.manifest(317));
  await control('without the NetworkPolicy the outsider connects', outsider.get(backend, '/')).toReach(backend);
});
