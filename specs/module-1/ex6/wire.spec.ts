import { claim } from '#meshproof';

claim('m1-ex6-tls-records', async ({ lane, control, expect }) => {
  const plain = await lane.world('clear');
  const before = await lane.capture({ on: plain.backend, during: plain.frontend.get(plain.backend), requests: 20 });
  await control('without the mesh every request is answered', before.answered).toBe(20);
  await control('without the mesh every request can be read in the same place', before.readable).toBe(20);
  await control('without the mesh there is no TLS record', before.tlsRecords).toBe([]);

  const { frontend, backend, outsider } = await lane.world('strict-fresh');
  await control('a meshed client is served', frontend.get(backend)).toReach(backend);
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset' });

  const after = await lane.capture({ on: backend, during: frontend.get(backend), requests: 20 });
  await control('the capture holds answered requests', after.answered).toBe(20);
  await control('the capture holds their packets', after.packets).toBeAtLeast(50);
  await expect(after.readable).toBe(0);
  await expect(after.tlsRecords).toHold('application data');
  await expect(after.alpn).toHold(/^istio/);
  await expect(after.outsideTls).toBe(0);
});

claim('m1-ex6-payload', async ({ lane, control, expect }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  const clear = await lane.capture({ on: backend, during: outsider.get(backend) });
  await control('in this place the request of a pod without a sidecar can be read', clear.readable).toBe(5);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await expect(frontend.get(backend)).toReach(backend, { body: /Server&nbsp;name:<\/span> <span>backend-/ });
  const encrypted = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('the frontend gets its answers', encrypted.answered).toBe(5);
  await expect(encrypted.tlsRecords).toHold('application data');
  await expect(encrypted.readable).toBe(0);
});
