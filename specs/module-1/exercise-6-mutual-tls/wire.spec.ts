import { claim } from '#meshproof';

claim('m1-ex6-tls-records', async ({ lane, control, expect }) => {
  const plain = await lane.world('clear');
  const before = await lane.capture({ on: plain.backend, during: plain.frontend.get(plain.backend), requests: 20 });
  await control('without the mesh every request is answered', before.answered).toBe(20);
  await control('without the mesh every request can be read on the wire', before.readable).toBe(20);
  await control('without the mesh the capture has no TLS record', before.tlsRecords).toBe([]);

  const { frontend, backend, outsider } = await lane.world('strict-fresh');
  await control('a meshed client is served', frontend.get(backend)).toReach(backend);
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset' });

  const after = await lane.capture({ on: backend, during: frontend.get(backend), requests: 20 });
  await control('under STRICT the captured requests are answered', after.answered).toBe(20);
  await control('under STRICT the capture has the requests’ packets', after.packets).toBeAtLeast(50);
  await expect(after.readable).toBe(0);
  await expect(after.tlsRecords).toHold('application data');
  await expect(after.alpn).toHold(/^istio/);
  await expect(after.outsideTls).toBe(0);
});

claim('m1-ex6-payload', async ({ lane, control, expect }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  const clear = await lane.capture({ on: backend, during: outsider.get(backend) });
  await control('before STRICT requests without a sidecar can be read on the wire', clear.readable).toBe(5);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await expect(frontend.get(backend)).toReach(backend, { body: /Server&nbsp;name:<\/span> <span>backend-/ });
  const encrypted = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('under STRICT the captured requests are answered', encrypted.answered).toBe(5);
  await expect(encrypted.tlsRecords).toHold('application data');
  await expect(encrypted.readable).toBe(0);
});

claim('m1-ex6-turn-on', async ({ lane, control, expect, erratum }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  await control('before the step plaintext is accepted', outsider.get(backend)).toReach(backend);
  const plain = await lane.capture({ on: backend, during: outsider.get(backend) });
  await control('before the step calls without a sidecar can be read on the wire', plain.readable).toBe(5);
  const before = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('before the step the frontend’s captured calls are answered', before.answered).toBe(5);
  await expect(before.readable).toBe(5);
  await erratum(before.readable).toBe(0);
  await erratum(before.tlsRecords).toHold('application data');

  await lane.apply('mtls-strict.yaml');

  await erratum(outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('a meshed client is still served', frontend.get(backend)).toReach(backend);
});

/** How Envoy's clusters call. */
const client = (clusters: any) => clusters;
/** Which calls Envoy's listeners take, and how. */
const server = (listeners: any) =>
  listeners
    .flatMap(({ filterChains }: any) => filterChains)
    .map((chain: any) => [chain.filterChainMatch, chain.transportSocket?.name]);

claim('m1-ex6-now-encrypted', async ({ lane, control, expect, erratum, note, reader }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  const backendsName = `backend.${lane.namespace}.svc.cluster.local`;
  const ofClientNow = reader.json(
    `istioctl proxy-config clusters deployment/frontend --fqdn ${backendsName} --direction outbound -o json`,
    client,
  );
  const ofServerNow = reader.json('istioctl proxy-config listeners deployment/backend --port 15006 -o json', server);
  await control('before STRICT plaintext is accepted', outsider.get(backend)).toReach(backend);
  const plain = await lane.capture({ on: backend, during: outsider.get(backend) });
  await control('before STRICT calls without a sidecar can be read on the wire', plain.readable).toBe(5);
  await control('before STRICT the frontend is served', frontend.get(backend)).toReach(backend);
  const before = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('before STRICT the frontend’s captured calls are answered', before.answered).toBe(5);
  const [ofClient, ofServer] = [await note(ofClientNow), await note(ofServerNow)];
  await control('a second look at the frontend’s configuration finds the same', ofClientNow).toBe(ofClient);
  await control('a second look at the backend’s configuration finds the same', ofServerNow).toBe(ofServer);
  await expect(before.readable).toBe(5);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await erratum(outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await erratum(frontend.get(backend)).toReach(backend);
  const after = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('under STRICT the frontend’s captured calls are answered', after.answered).toBe(5);
  await erratum(after.readable).toBe(0);
  await erratum(before.readable).toBe(0);
  await erratum(ofServerNow).toDifferFrom(ofServer);
  await erratum(ofClientNow).toBe(ofClient);

  await lane.apply('mtls-disable.yaml');
  await control('the change to DISABLE has reached the frontend', ofClientNow).toDifferFrom(ofClient);
  await control('without mTLS the frontend is served', frontend.get(backend)).toReach(backend);
  const disabled = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('without mTLS the frontend’s calls can be read on the wire', disabled.readable).toBe(5);
});
