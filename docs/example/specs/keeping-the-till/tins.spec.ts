import { claim } from '#meshproof';

const definition = 'kubectl get crd tins.stores.example';
const undo = 'kubectl delete crd tins.stores.example --ignore-not-found';

claim('till-tins-first-and-second', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('there is no such kind before', reader.runs(definition)).toFail({ exit: 1, saying: 'NotFound' });

  const first = await lane.attempt(reader.runs(written.command('apply-tins'), { undo }));
  await expect(first).toShow(written.output('apply-tins'));
  await expect(first).toFail({ exit: 1, saying: 'no matches for kind "Tin"' });

  await lane.change(reader.runs(written.command('wait-tins')));
  const second = await lane.attempt(reader.runs(written.command('apply-tins-again')));
  await expect(second).toShow(written.output('apply-tins-again'));
});

claim('till-tins-tins', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('there is no such kind before', reader.runs(definition)).toFail({ exit: 1, saying: 'NotFound' });

  await lane.apply(written.manifest('tins'));

  await expect(reader.json('kubectl get tin green -o json', ({ spec }) => spec.tea)).toBe('sencha');
  await lane.remove(written.manifest('tins'));
  await control('it is gone again', reader.runs(definition)).toFail({ exit: 1, saying: 'NotFound' });
});

claim('till-close-delete-crd-tins', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const remove = reader.runs(`${written.command()} --dry-run=server`);
  await control('a kind that is not there is refused', remove).toFail({ exit: 1, saying: 'NotFound' });

  await lane.apply(written.manifest('tins'));

  await expect(remove).toSucceed();
});
