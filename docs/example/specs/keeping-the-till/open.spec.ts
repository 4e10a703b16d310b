import { claim } from '#meshproof';

claim('till-open-list', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const pods = reader.runs('kubectl get pods -l app=till');
  await control('there is no till before', reader.runs('kubectl get deployment till')).toFail({ exit: 1, saying: 'NotFound' });

  await lane.apply(written.manifest('till-list'));

  await expect(reader.runs(written.command('wait-till'))).toPrint('deployment.apps/till condition met');
  await expect(reader.runs('kubectl get service/till serviceaccount/till')).toPrint(/^serviceaccount\/till /m);

  await lane.remove(written.manifest('till-list'));
  await control('its pods are gone with it', pods).toShow('No resources found');
});

claim('till-open-apply-till', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const pods = reader.runs('kubectl get pods -l app=till');
  await control('there is no till before', reader.runs('kubectl get deployment till')).toFail({ exit: 1, saying: 'NotFound' });

  const made = await lane.attempt(reader.runs(written.command()));
  await expect(made).toShow(written.output());

  await lane.change(reader.runs(written.command().replace('apply', 'delete')));
  await control('its pods are gone with it', pods).toShow('No resources found');
});

claim('till-open-create-namespace-cellar', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const create = `${written.command()} --dry-run=server`;
  await control('a namespace that is there is not made again', reader.runs(create)).toFail({ exit: 1, saying: 'AlreadyExists' });

  await expect(reader.runs(create.replace(lane.namespace, `${lane.namespace}-new`))).toPrint('created (server dry run)');
});

claim('till-open-label-namespace-default', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('without the label a pod would get no sidecar', reader.newPod()).toPrintNothingLike('istio-proxy');

  const labelled = await lane.attempt(reader.runs(written.command()));
  await expect(labelled).toShow(written.output());
  await expect(reader.newPod()).toPrint('istio-proxy');

  await lane.change(reader.runs(written.command().replace('istio-injection=enabled', 'istio-injection-')));
});

claim('till-open-run-clerk-sleep', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const wait = reader.runs(written.command('wait-clerk'));
  await control('there is no clerk before', wait).toFail({ exit: 1, saying: 'NotFound' });

  await lane.change(reader.runs(written.command()));

  await expect(wait).toPrint('pod/clerk condition met');
  await lane.change(reader.runs('kubectl delete pod clerk --now'));
});

claim('till-open-create-deployment-stores', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const wait = reader.runs(written.command('wait-till').replace('till', `stores -n ${lane.namespace}-other`));
  await control('there are no stores before', wait).toFail({ exit: 1, saying: 'NotFound' });

  await lane.change(reader.runs(written.command()));

  await expect(wait).toPrint('deployment.apps/stores condition met');
  await lane.change(reader.runs(`kubectl delete deployment stores -n ${lane.namespace}-other`));
});

claim('till-open-wait-till', async ({ lane, control, expect, reader, written }) => {
  await lane.world('till');
  const wait = written.command();
  await control('there is no kettle', reader.runs(wait.replace('till', 'kettle'))).toFail({ exit: 1, saying: 'NotFound' });
  await expect(reader.runs(wait)).toShow(written.output());
});
