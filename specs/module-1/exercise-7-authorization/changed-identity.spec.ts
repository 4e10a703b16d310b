import { claim } from '#meshproof';

/** What a rule by address looks like: the backend serves nobody but this client. */
const byAddress = (address: string) => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: by-address
spec:
  selector:
    matchLabels:
      app: backend
  rules:
    - from:
        - source:
            ipBlocks: ['${address}']
`;

claim('m1-ex7-shared-identity', async ({ lane, control, expect, written }) => {
  const { frontend, attacker, stranger, backend } = await lane.world('identities');
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);

  await lane.apply(written.manifest('backend-authz'));

  await control('another service account is denied', stranger.get(backend, '/')).toBeDeniedBy(backend);
  await control('the policy denies the attacker’s POST', attacker.post(backend, '/')).toBeDeniedBy(backend);
  await control('the frontend is allowed', frontend.get(backend, '/')).toReach(backend);
  await expect(attacker.get(backend, '/')).toReach(backend);
});

// last, because this claim replaces the frontend's pod
claim('m1-ex7-q-identity', async ({ lane, control, expect, note, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('the stranger reaches the backend before the policy', stranger.get(backend, '/')).toReach(backend);
  const [address = 'none'] = await note(frontend.podIps());

  await lane.apply(byAddress(address));
  await control('a rule for the frontend’s address admits the frontend', frontend.get(backend, '/')).toReach(backend);
  await control('a rule for the frontend’s address admits nobody else', stranger.get(backend, '/')).toBeDeniedBy(backend);

  await lane.restart(frontend);
  await control('the frontend has another address', frontend.podIps()).toDifferFrom([address]);
  await expect(frontend.get(backend, '/')).toBeDeniedBy(backend);

  await lane.remove(byAddress(address));
  await lane.apply(written.manifest('backend-authz'));
  await lane.label(stranger, { app: 'frontend' });

  await expect(frontend.get(backend, '/')).toReach(backend);
  await expect(stranger.get(backend, '/')).toBeDeniedBy(backend);
});
