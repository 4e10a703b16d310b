import { claim } from '#meshproof';

claim('m1-ex7-principal', async ({ lane, control, expect, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest(558));

  await expect(stranger.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await control('the named identity makes the same request', frontend.get(backend, '/')).toReach(backend);

  await lane.apply('stranger-too.yaml');
  await control('with its principal added the stranger is let in', stranger.get(backend, '/')).toReach(backend);
});

claim('m1-ex7-only-get', async ({ lane, control, expect, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('POST reaches the application before', frontend.post(backend, '/')).toReach(backend, { status: 405 });
  await control('so does another path', frontend.get(backend, '/data')).toReach(backend);
  await control('so does another identity', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest(558));

  await expect(frontend.post(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.get(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await expect(stranger.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.get(backend, '/')).toReach(backend, { status: 200 });
});

claim('m1-ex7-needs-mtls', async ({ lane, control, expect, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('plaintext is accepted (PERMISSIVE)', outsider.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest(558));

  await expect(outsider.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await control('over mTLS the same request passes', frontend.get(backend, '/')).toReach(backend);
});

claim('m1-ex7-scope', async ({ lane, control, expect, written }) => {
  const { frontend, attacker, backend } = await lane.world('identities');
  await control('the path is served by the backend before', attacker.get(backend, '/index.html')).toReach(backend);

  await lane.apply(written.manifest(558));

  await control('the backend is covered', attacker.get(backend, '/index.html')).toBeRefused({ how: 'http-403', by: backend });
  await control('and serves what is allowed', attacker.get(backend, '/')).toReach(backend);
  await expect(attacker.get(frontend, '/index.html')).toReach(frontend);
});

claim('m1-fw-runtime-id', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  const pods = reader.runs(
    'kubectl get pods -o jsonpath=\'{range .items[*]}{.metadata.uid} {.status.containerStatuses[*].restartCount}{"\\n"}{end}\'',
  );
  const before = await note(pods);
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest(558));

  await expect(stranger.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await control('the right identity is accepted', frontend.get(backend, '/')).toReach(backend);
  await expect(pods).toBe(before);
});
