import { claim } from '#meshproof';

const rolledOut = 'kubectl rollout status deployment backend --timeout=60s';
const twice = (restart: string) => [restart, rolledOut, restart, rolledOut].join(' && ');

claim('m1-ex5-startup-order', async ({ lane, control, expect, note, reader, written }) => {
  const { attacker, backend } = await lane.world('plain');
  await control('without a restart each of 200 calls is answered', attacker.spread(backend, { requests: 200 }).answered).toBe(
    200,
  );

  const bare = await lane.during(reader.runs(twice(written.command()), { limitMs: 90_000 }), attacker.get(backend));

  await note(bare.lost);
  await lane.change(reader.runs(written.command('label-the-namespace')));
  const meshed = await lane.during(reader.runs(twice(written.command()), { limitMs: 120_000 }), attacker.get(backend));

  await control('the backend’s pods have a sidecar by now', reader.runs('kubectl get pods -l app=backend')).toPrint(
    /^backend-\S+ +2\/2 +Running/m,
  );
  await control('calls went on during the restarts', meshed.made).toBeAtLeast(200);
  await expect(meshed.lost).toBeAtLeast(1);
  await control('after the restarts the backend answers', attacker.get(backend)).toReach(backend);
});
