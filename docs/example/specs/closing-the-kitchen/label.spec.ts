import { claim } from '#meshproof';

claim('tea-label-waiters-only', async ({ lane, control, expect, reader, written }) => {
  await lane.world('house');
  await control('another version is not served', reader.runs('kubectl get networkpolicies.v9.networking.k8s.io')).toFail({
    exit: 1,
    saying: "doesn't have a resource type",
  });
  await expect(reader.runs(`${written.command('apply-waiters-only-kitchen')} --dry-run=server`)).toBeCurrent();
});

claim('tea-label-apply-waiters-only-kitchen', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('there is no such policy before', reader.runs('kubectl get networkpolicy waiters-only')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  const made = await lane.attempt(reader.runs(written.command()));
  await expect(made).toShow(written.output());
  await lane.change(reader.runs('kubectl delete networkpolicy waiters-only'));
});

claim('tea-label-pods-label-role', async ({ lane, control, expect, written }) => {
  const { teapot, waiter, runner, guest } = await lane.world('house');
  await control('without the policy a guest is served', guest.get(teapot)).toReach(teapot);

  await lane.apply(written.manifest('waiters-only'));

  await control('under it a guest is not', guest.get(teapot)).toBeDropped();
  await expect(waiter.get(teapot)).toReach(teapot);
  await expect(runner.get(teapot)).toReach(teapot);
});

claim('tea-label-everybody-else-refused', async ({ lane, control, expect, erratum, written }) => {
  const { teapot, runner, guest } = await lane.world('house');
  await control('without the policy a guest is served', guest.get(teapot)).toReach(teapot);

  await lane.apply(written.manifest('waiters-only'));

  await control('under it a runner is served', runner.get(teapot)).toReach(teapot);
  await expect(guest.get(teapot)).toBeRefused({ how: 'refused' });
  await erratum(guest.get(teapot)).toBeDropped();
});

claim('tea-label-exec-guest-curl', async ({ lane, control, expect, reader, written }) => {
  const { teapot, runner } = await lane.world('house');
  await control('without the policy the command ends well', reader.runs(written.command())).toSucceed();

  await lane.apply(written.manifest('waiters-only'));

  await control('under it a runner is served', runner.get(teapot)).toReach(teapot);
  await expect(reader.runs(written.command())).toShow(written.output());
});
