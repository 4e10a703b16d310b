import { claim } from '#meshproof';

claim('till-eye-scales-ready', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const wait = reader.runs(`kubectl wait --for=condition=Ready pod/scales -n ${lane.namespace}-other --timeout=20s`);
  await control('there are no scales before', wait).toFail({ exit: 1, saying: 'NotFound' });

  await lane.change(reader.runs(written.command('scales')));

  await expect(wait).toPrint('pod/scales condition met');
  await lane.change(reader.runs(`kubectl delete pod scales --now -n ${lane.namespace}-other`));
});
