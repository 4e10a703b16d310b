import { claim } from '#meshproof';

claim('m1-ex4-only-frontend', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend, impostor, outsider } = await lane.world('lookalikes');
  await Promise.all([
    control('the attacker reaches the backend before', attacker.get(backend)).toReach(backend),
    control('the impostor reaches it before', impostor.get(backend)).toReach(backend),
    control('the outsider reaches it before', outsider.get(backend)).toReach(backend),
  ]);

  await lane.apply(written.manifest(317));

  await Promise.all([
    expect(attacker.get(backend)).toBeRefused({ how: 'timeout' }),
    expect(impostor.get(backend)).toBeRefused({ how: 'timeout' }),
    expect(outsider.get(backend)).toBeRefused({ how: 'timeout' }),
  ]);
  await expect(frontend.get(backend)).toReach(backend);
  await control('DNS and the other Service still serve the attacker', attacker.get(frontend)).toReach(frontend);
  await control('and the outsider', outsider.get(frontend)).toReach(frontend);
});

claim('m1-ex4-other-ns-label', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('lookalikes');
  await control('the pod of the other namespace reaches the backend before', outsider.get(backend)).toReach(backend);
  await control(
    'it carries the label that the policy asks for',
    reader.runs(`kubectl -n ${lane.namespace}-other get pods -l app=frontend -o name`),
  ).toPrint('pod/outsider');

  await lane.apply(written.manifest(317));

  await expect(outsider.get(backend)).toBeRefused({ how: 'timeout' });
  await control('the frontend of this namespace, with the same label, is served', frontend.get(backend)).toReach(backend);
  await control('the outsider still reaches another Service', outsider.get(frontend)).toReach(frontend);
});

claim('m1-ex4-backend-egress', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('lookalikes');
  await control('the attacker reaches the backend before', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest(317));

  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await control('the frontend is served', frontend.get(backend)).toReach(backend);
  await expect(backend.get(frontend)).toReach(frontend);

  await lane.apply('backend-egress-denied.yaml');
  await control('a policy for Egress does stop the backend', backend.get(frontend)).toBeRefused({ how: 'dns-timeout' });
});

claim('m1-ex4-impostor', async ({ lane, control, expect, erratum, written }) => {
  const { attacker, frontend, backend, impostor } = await lane.world('lookalikes');
  await lane.apply(written.manifest(317));
  await control('without the label the impostor is blocked', impostor.get(backend)).toBeRefused({ how: 'timeout' });
  await control('the frontend is served', frontend.get(backend)).toReach(backend);

  await lane.label(impostor, { app: 'frontend' });

  await erratum(impostor.get(backend)).toReach(backend);
  await control('the policy still acts: the attacker is blocked', attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await expect(impostor.get(backend)).toBeRefused({ how: 'timeout' });
});
