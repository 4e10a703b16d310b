import { claim } from '#meshproof';

claim('m1-ex4-only-frontend', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend, impostor, outsider } = await lane.world('lookalikes');
  await Promise.all([
    control('before the policy the attacker reaches the backend', attacker.get(backend)).toReach(backend),
    control('before the policy the impostor reaches the backend', impostor.get(backend)).toReach(backend),
    control('before the policy the outsider reaches the backend', outsider.get(backend)).toReach(backend),
  ]);

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([
    expect(attacker.get(backend)).toBeDropped(),
    expect(impostor.get(backend)).toBeDropped(),
    expect(outsider.get(backend)).toBeDropped(),
  ]);
  await expect(frontend.get(backend)).toReach(backend);
  await control('DNS and the other Service still serve the attacker', attacker.get(frontend)).toReach(frontend);
  await control('DNS and the other Service still serve the outsider', outsider.get(frontend)).toReach(frontend);
});

claim('m1-ex4-other-ns-label', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('lookalikes');
  await control('before the policy the other namespace’s pod reaches the backend', outsider.get(backend)).toReach(backend);
  await control(
    'the other namespace’s pod carries the label of the policy',
    reader.runs(`kubectl -n ${lane.namespace}-other get pods -l app=frontend -o name`),
  ).toPrint('pod/outsider');

  await lane.apply(written.manifest('backend-policy'));

  await expect(outsider.get(backend)).toBeDropped();
  await control('the frontend of the policy’s own namespace is served', frontend.get(backend)).toReach(backend);
  await control('the outsider still reaches another Service', outsider.get(frontend)).toReach(frontend);
});

claim('m1-ex4-backend-egress', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('lookalikes');
  await control('before the policy the attacker reaches the backend', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control('the frontend is served', frontend.get(backend)).toReach(backend);
  await expect(backend.get(frontend)).toReach(frontend);

  await lane.apply('backend-egress-denied.yaml');
  await control('a policy for Egress does stop the backend', backend.get(frontend)).toBeRefused({ how: 'dns-timeout' });
});

claim('m1-ex4-impostor', async ({ lane, control, expect, written }) => {
  const { frontend, backend, impostor } = await lane.world('lookalikes');
  await lane.apply(written.manifest('backend-policy'));
  await control('without the label the impostor is blocked', impostor.get(backend)).toBeDropped();
  await control('the frontend is served', frontend.get(backend)).toReach(backend);

  await lane.label(impostor, { app: 'frontend' });
  await expect(impostor.get(backend)).toReach(backend);

  await lane.label(impostor, { app: null });
  await expect(impostor.get(backend)).toBeDropped();
  await control('the frontend is still served', frontend.get(backend)).toReach(backend);
});
