import { claim } from '#meshproof';

claim('m1-ops-mesh-30', async ({ lane, control, expect, written }) => {
  const before = await lane.world('clear');
  await control('without the mesh the outsider may POST', before.outsider.post(before.backend, '/')).toReach(before.backend, {
    status: 405,
  });
  await control('without the mesh the frontend may POST', before.frontend.post(before.backend, '/')).toReach(before.backend, {
    status: 405,
  });
  const clear = await lane.capture({ on: before.backend, during: before.frontend.get(before.backend) });
  await control('without the mesh calls can be read on the wire', clear.readable).toBe(5);

  const { frontend, backend, outsider } = await lane.world('strict');
  await lane.apply(written.manifest('backend-authz'));

  await expect(frontend.post(backend, '/')).toBeDeniedBy(backend);
  await expect(outsider.get(backend, '/')).toBeRefusedAsPlaintextBy(backend);
  await expect(frontend.get(backend, '/')).toReach(backend);
  const meshed = await lane.capture({ on: backend, during: frontend.get(backend, '/') });
  await control('under STRICT the captured calls are answered', meshed.answered).toBe(5);
  await expect(meshed.readable).toBe(0);
  await expect(meshed.tlsRecords).toHold('application data');
});
