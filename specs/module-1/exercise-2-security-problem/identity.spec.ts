import { claim } from '#meshproof';

claim('m1-ex2-spiffe-each', async ({ lane, control, expect }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('a pod under another account has another identity', stranger.identity()).toHold(
    new RegExp(`/ns/${lane.namespace}/sa/stranger$`),
  );

  await expect(backend.identity()).toHold(new RegExp(`/ns/${lane.namespace}/sa/default$`));
  await expect(frontend.identity()).toHold(new RegExp(`/ns/${lane.namespace}/sa/default$`));
});

claim('m1-ex2-not-just-label', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  const before = await note(stranger.identity());
  await control('the stranger is served before the policy', stranger.get(backend, '/')).toReach(backend);
  await lane.apply(written.manifest('backend-authz'));
  await control('the stranger’s identity is kept out', stranger.get(backend, '/')).toBeDeniedBy(backend);
  await control('the frontend’s identity is let in', frontend.get(backend, '/')).toReach(backend);

  await lane.label(stranger, { app: 'frontend' });

  await control(
    'Kubernetes selects the stranger by the new label',
    reader.runs('kubectl get pods -l app=frontend -o name'),
  ).toPrint('pod/stranger');
  await control('the backend’s pod has another identity', backend.identity()).toDifferFrom(before);
  await expect(stranger.identity()).toBe(before);
  await expect(stranger.get(backend, '/')).toBeDeniedBy(backend);
});

claim('m1-ex2-mtls-by-default', async ({ lane, control, expect, erratum }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const clear = await lane.capture({ on: backend, during: outsider.get(backend) });
  await control('requests in plaintext can be read on the wire', clear.readable).toBe(5);
  const meshed = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('the frontend’s captured requests are answered', meshed.answered).toBe(5);
  await erratum(meshed.tlsRecords).toHold('application data');
  await erratum(meshed.readable).toBe(0);
  await erratum(frontend.identity()).toHold(new RegExp(`/ns/${lane.namespace}/sa/default$`));
  await erratum(outsider.get(backend)).toReach(backend);
  await expect(outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);

  await lane.apply('mtls-strict.yaml');

  await erratum(outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend is still served', frontend.get(backend)).toReach(backend);
});

/** Prints the status of each request and how many connections it opened. */
const answer = "-s -o /dev/null -w '%{http_code} on %{num_connects} more, '";
const onOneConnection = `curl ${answer} http://backend/ --next ${answer} -X POST http://backend/`;

claim('m1-ex2-per-request', async ({ lane, control, expect, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('before the policy the application itself answers POST', frontend.post(backend, '/')).toReach(backend, {
    status: 405,
  });
  await lane.apply('mtls-strict.yaml');
  await lane.apply(written.manifest('backend-authz'));
  await control('plaintext is refused: every connection is mutual TLS', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend is allowed to GET', frontend.get(backend, '/')).toReach(backend);
  await control('the frontend is not allowed to POST', frontend.post(backend, '/')).toBeDeniedBy(backend);

  await expect(frontend.runs(onOneConnection)).toPrint(/^200 on 1 more, 403 on 0 more, $/);
});
