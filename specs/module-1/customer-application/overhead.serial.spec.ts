import { claim } from '#meshproof';

// serial: what other claims do to the processors would be measured too
claim('m1-app-overhead', async ({ lane, control, expect, needs, note }) => {
  const { stranger, backend, direct } = await lane.world('overhead');
  const [meshed, bare] = [stranger.get(backend), stranger.get(direct, '', { port: 8080 })];
  await control('a call to the meshed server passes a proxy', meshed).toAnswer({ status: 200, header: ['server', 'envoy'] });
  await control('a call to the bare server passes none', bare).toAnswer({ status: 200, header: ['server', /^nginx/] });
  const alike = stranger.extraTime(bare, bare);
  await control('a call takes no longer than its like', alike).toLieWithin(-0.2, 0.2);
  const { without } = await note(alike);
  const overhead = stranger.extraTime(meshed, bare, { rounds: 800 });
  const { high } = await note(overhead);
  const says = `a call without a proxy takes ${without} ms here, one with proxies up to ${high} ms more, and no proxy is quicker than its machine`;
  needs('quick-node', without < 0.2 || high < 1, says);

  await expect(overhead).toLieBelow(1);

  await lane.apply('slower.yaml');
  await control(
    'ten milliseconds more are measured as such',
    stranger.extraTime(stranger.get(backend, '/slow'), meshed, { rounds: 100 }),
  ).toLieWithin(9.5, 15);
});
