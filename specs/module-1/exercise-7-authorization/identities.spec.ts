import { claim } from '#meshproof';

claim('m1-ex7-principal', async ({ lane, control, expect, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await expect(stranger.get(backend, '/')).toBeDeniedBy(backend);
  await control('the identity that the policy names reaches the backend', frontend.get(backend, '/')).toReach(backend);

  await lane.apply('stranger-too.yaml');
  await control('a policy with the stranger’s principal lets the stranger in', stranger.get(backend, '/')).toReach(backend);
});

claim('m1-ex7-only-get', async ({ lane, control, expect, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('before the policy POST reaches the application', frontend.post(backend, '/')).toReach(backend, { status: 405 });
  await control('before the policy another path reaches the application', frontend.get(backend, '/data')).toReach(backend);
  await control('before the policy another identity reaches the backend', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await expect(frontend.post(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/data')).toBeDeniedBy(backend);
  await expect(stranger.get(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/')).toReach(backend, { status: 200 });
});

claim('m1-ex7-needs-mtls', async ({ lane, control, expect, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('plaintext is accepted (PERMISSIVE)', outsider.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await expect(outsider.get(backend, '/')).toBeDeniedBy(backend);
  await control('over mTLS the allowed request passes', frontend.get(backend, '/')).toReach(backend);
});

claim('m1-ex7-scope', async ({ lane, control, expect, written }) => {
  const { frontend, attacker, backend } = await lane.world('identities');
  await control('before the policy the backend serves /index.html', attacker.get(backend, '/index.html')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await control('the policy denies /index.html at the backend', attacker.get(backend, '/index.html')).toBeDeniedBy(backend);
  await control('the backend serves the path that the policy allows', attacker.get(backend, '/')).toReach(backend);
  await expect(attacker.get(frontend, '/index.html')).toReach(frontend);
});

claim('m1-fw-runtime-id', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  const pods = reader.runs(
    'kubectl get pods -o jsonpath=\'{range .items[*]}{.metadata.uid} {.status.containerStatuses[*].restartCount}{"\\n"}{end}\'',
  );
  const before = await note(pods);
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await expect(stranger.get(backend, '/')).toBeDeniedBy(backend);
  await control('the identity that the policy names is accepted', frontend.get(backend, '/')).toReach(backend);
  await expect(pods).toBe(before);
});
