import { claim } from '#meshproof';

claim('till-note-create-configmap', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const notes = reader.lines('kubectl get configmaps -o name', /^configmap\/note-[a-z0-9]{5}$/).count;
  await control('there is no note before', notes).toBe(0);

  await lane.apply(written.manifest('note'));
  await lane.apply(written.manifest('note'));

  await expect(notes).toBe(2);

  const made = await lane.attempt(reader.runs(written.command('note')));
  await expect(made).toPrint(/^configmap\/note-[a-z0-9]{5} created$/m);
  await expect(notes).toBe(3);

  await lane.change(reader.runs('kubectl delete configmaps -l kind=note'));
});

claim('till-note-kubectl-apply-refuses', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const applied = written.command('note').replace('kubectl create', 'kubectl apply');
  const named = applied.replace('generateName: note-', 'name: note');
  await control('a note with a name is taken', await lane.attempt(reader.runs(named))).toPrint('configmap/note created');
  await lane.change(reader.runs('kubectl delete configmap note'));

  const refused = await lane.attempt(reader.runs(applied));
  await expect(refused).toFail({ exit: 1, saying: 'cannot use generate name with apply' });
});
