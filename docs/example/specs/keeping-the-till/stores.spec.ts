import { claim } from '#meshproof';

claim('till-keeping-stores-cellar-outside', async ({ lane, control, expect }) => {
  const { clerk, stores, cook } = await lane.world('till');
  await control('the clerk has a sidecar', clerk.containers()).toHold('istio-proxy');
  await expect(stores.containers()).toBe(['go-httpbin']);
  await expect(cook.containers()).toBe(['cook']);
});

claim('till-open-certificate-till-names', async ({ lane, control, expect }) => {
  const { clerk, till } = await lane.world('till');
  await control('the clerk has another account', clerk.identity()).toHold(new RegExp(`/ns/${lane.namespace}/sa/default$`));
  await expect(till.identity()).toHold(new RegExp(`/ns/${lane.namespace}/sa/till$`));
});

claim('till-open-expose-deployment-stores', async ({ lane, control, expect, reader, written }) => {
  const { cook, stores } = await lane.world('till');
  const expose = `${written.command()} --name=shelves`;
  const shelves = cook.get('http://shelves/get');
  await control('the stores answer', cook.get(stores, '/get')).toReach(stores);
  // a resolver remembers that a name was not there
  await control('there are no shelves before', reader.runs(`kubectl get service shelves -n ${stores.namespace}`)).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  await lane.change(reader.runs(expose));

  await expect(shelves).toAnswer({ status: 200 });
  await lane.change(reader.runs(`kubectl delete service shelves -n ${stores.namespace}`));
});

claim('till-open-patch-service-stores', async ({ lane, control, expect, reader, written }) => {
  const { stores } = await lane.world('till');
  const shelf = reader.json(
    `kubectl get service stores -n ${stores.namespace} -o json`,
    ({ metadata }) => metadata.labels?.shelf,
  );
  await control('the Service has no such label before', shelf).toBe(null);

  const patched = await lane.attempt(reader.runs(written.command()));
  await expect(patched).toPrint('service/stores patched');
  await expect(shelf).toBe('tea');

  await lane.change(reader.runs(`kubectl label service stores shelf- -n ${stores.namespace}`));
});

claim('till-yes-exec-cook-curl', async ({ lane, control, expect, reader, written }) => {
  const { cook, stores } = await lane.world('till');
  await control('a path that is not there has another status', reader.runs(`${written.command()}-none`)).toShow('stores: 404');
  await expect(cook.get(stores, '/get')).toReach(stores);
  await expect(reader.runs(written.command())).toShow(written.output());
});
