import { claim } from '#meshproof';

const row = { requests: 1000, keptAlive: true };

claim('m2-gap-canary', async ({ lane, control, expect }) => {
  const { frontend, backend, v2 } = await lane.world('versions');
  await control('without a rule both versions get an equal share', frontend.spread(backend, row).share(v2)).toBeShare(0.5);

  await lane.apply('canary-10.yaml');
  const canary = frontend.spread(backend, row);
  await expect(canary.share(v2)).toBeShare(0.1);
  await control('every request under the first weights is answered', canary.answered).toBe(1000);

  await lane.apply('canary-90.yaml');
  await control('the flipped weights flip the shares', frontend.spread(backend, row).share(v2)).toBeShare(0.9);
});
