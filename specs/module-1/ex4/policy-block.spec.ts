import { claim } from '#meshproof';

claim('m1-ex4-attacker-blocked', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('plain');
  await control('the attacker reaches the backend before the policy', attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest(317));

  await expect(attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await control('the attacker still reaches another Service', attacker.get(frontend)).toReach(frontend);
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
});
