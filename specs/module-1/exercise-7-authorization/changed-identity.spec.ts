import { claim } from '#meshproof';

claim('m1-ex7-q-identity', async ({ lane, control, expect, note, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);
  const address = await note(frontend.podIps());

  await lane.apply(written.manifest(558));
  await control('the stranger is denied', stranger.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });

  await lane.restart(frontend);
  await control('the frontend has another address', frontend.podIps()).toDifferFrom(address);
  await lane.label(stranger, { app: 'frontend' });

  await expect(frontend.get(backend, '/')).toReach(backend);
  await expect(stranger.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
});

// last, because this claim gives the frontend another service account
claim('m1-ex7-shared-identity', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, attacker, stranger, backend } = await lane.world('identities');
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest(558));

  await control('another service account is denied', stranger.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await control('the frontend is allowed', frontend.get(backend, '/')).toReach(backend);
  await control('the policy denies the attacker’s POST', attacker.post(backend, '/')).toBeRefused({
    how: 'http-403',
    by: backend,
  });
  await expect(attacker.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });

  await lane.change(
    reader.runs(
      'kubectl create serviceaccount frontend && kubectl set serviceaccount deployment frontend frontend && kubectl rollout status deployment frontend --timeout=90s',
      { limitMs: 100_000 },
    ),
  );
  await lane.apply('own-account.yaml');

  await erratum(frontend.get(backend, '/')).toReach(backend);
  await erratum(attacker.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
});
