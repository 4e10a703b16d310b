import { claim } from '#meshproof';

claim('till-yes-off-and-octal', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const wait = reader.runs(written.command('wait-cook'));
  await control('there is no cook before', wait).toFail({ exit: 1, saying: 'NotFound' });

  await lane.apply(written.manifest('cook'));

  await control('the cook is Ready', wait).toPrint('pod/cook condition met');
  await expect(reader.runs(written.command('mode'))).toShow(written.output('mode'));
  await expect(reader.runs(written.command('token'))).toShow(written.output('token'));
});

claim('till-yes-apply-prices', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const wait = reader.runs(written.command('wait-cook'));
  await control('there is no cook before', wait).toFail({ exit: 1, saying: 'NotFound' });

  const made = await lane.attempt(reader.runs(written.command()));
  await expect(made).toShow(written.output());

  await lane.change(reader.runs(`kubectl delete pod/cook configmap/prices -n ${lane.namespace}-other`));
});

claim('till-yes-label-text-without', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const quoted = reader.runs(written.command('sign').replace('open: yes', 'open: "yes"'));
  await control('with its quotes it is taken', await lane.attempt(quoted)).toPrint('configmap/sign created');
  await lane.change(reader.runs(`kubectl delete configmap sign -n ${lane.namespace}-other`));

  const refused = await lane.attempt(reader.runs(written.command('sign')));
  await expect(refused).toFail({ exit: 1, saying: 'cannot unmarshal bool' });
  await expect(refused).toShow(written.output('sign'));
});
