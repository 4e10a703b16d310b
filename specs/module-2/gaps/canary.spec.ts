import { claim } from '#meshproof';

const row = { requests: 1000, keptAlive: true };

// 1000 requests: the 99.9 % interval of a share of 10 % is 6.9 to 13.1 %, of one half 44.8 to 55.2 %
claim('m2-gap-canary', async ({ lane, control, expect }) => {
  const { frontend, backend, v2 } = await lane.world('versions');
  await control('without a rule both versions get a like share', frontend.spread(backend, row).share(v2)).toBeBetween(44.8, 55.2);

  await lane.apply('canary-10.yaml');
  const canary = frontend.spread(backend, row);
  await expect(canary.share(v2)).toBeBetween(6.9, 13.1);
  await control('every request is answered', canary.answered).toBe(1000);

  await lane.apply('canary-90.yaml');
  await control('the flipped weights flip the shares', frontend.spread(backend, row).share(v2)).toBeBetween(86.9, 93.1);
});
