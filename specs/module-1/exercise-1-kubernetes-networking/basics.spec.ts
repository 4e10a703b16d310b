import { claim } from '#meshproof';

claim('m1-ex1-three-pods', async ({ lane, control, expect, reader }) => {
  const { backend, frontend } = await lane.world('basics');
  const running = (app: string) =>
    reader.json(
      `kubectl get pods -l app=${app} --field-selector status.phase=Running -o json`,
      ({ items }) => new Set(items.map((pod: any) => pod.status.podIP)).size,
    );
  await control('a Deployment of one pod counts as one', running('frontend')).toBe(1);
  await control('the pod of a Deployment of one has an address', frontend.podIps()).toHold(/^\d+\./);

  await expect(running('backend')).toBe(3);
  await expect(backend.podIps()).toHold(/^\d+\./);
});

claim('m1-ex1-endpoints-all', async ({ lane, control, expect, note }) => {
  const { backend } = await lane.world('basics');
  const addresses = await note(backend.podIps());
  await expect(backend.endpoints()).toBe(addresses);

  await lane.apply('unready.yaml');

  await control('a pod that is not Ready is registered as not ready', backend.endpoints()).toHold(/not ready/);
  await control('a pod that is not Ready does not count as one of the three', backend.podIps()).toBe(addresses);
});

claim('m1-ex1-dig-is-clusterip', async ({ lane, control, expect, note, written }) => {
  const { debug, backend } = await lane.world('basics');
  const address = await note(backend.clusterIp());
  await lane.apply('headless-twin.yaml');
  await control(
    'a name without a virtual IP gives the pods’ addresses',
    debug.resolves(`backend-twin.${lane.namespace}.svc.cluster.local`),
  ).toBe(await note(backend.podIps()));
  await control('an unknown name gives no address', debug.resolves(`nosuch.${lane.namespace}.svc.cluster.local`)).toBe([]);

  await expect(debug.runs(written.command('dig-backend'))).toPrint(address);
  await expect(debug.resolves(`backend.${lane.namespace}.svc.cluster.local`)).toBe([address]);
});

claim('m1-ex1-dns-vip', async ({ lane, control, expect, note, reader }) => {
  const { debug, backend } = await lane.world('basics');
  const [address, pods] = [await note(backend.clusterIp()), await note(backend.podIps())];
  const name = `backend.${lane.namespace}.svc.cluster.local`;
  const owners = (of: string) => reader.lines('kubectl get pods,nodes -A -o json', `"${of}"`).count;
  await lane.apply('headless-twin.yaml');
  await control(
    'a name without a virtual IP gives the pods’ addresses',
    debug.resolves(`backend-twin.${lane.namespace}.svc.cluster.local`),
  ).toBe(pods);
  await control('the search finds the owner of a pod’s address', owners(String(pods[0]))).toBeAtLeast(1);

  await expect(debug.resolves(name)).toBe([address]);
  await expect(owners(address)).toBe(0);
  await control('the Service’s address answers', debug.get(backend, '', { address })).toReach(backend);
});

claim('m1-ex1-curl-backend', async ({ lane, control, expect, written }) => {
  const { debug, backend } = await lane.world('basics');
  await control('a name that does not exist cannot be called', debug.get('http://nosuch')).toBeRefused({ how: 'dns' });

  await expect(debug.get(backend)).toReach(backend);
  await expect(debug.runs(written.command().replace('| head -n 1', ''))).toPrint('Server&nbsp;name');
});

claim('m1-ex1-curl-names-not-pods', async ({ lane, control, expect, erratum, note }) => {
  const { debug, backend } = await lane.world('basics');
  const [first, second, third] = await note(backend.podIps());
  await control('the Service’s name leads to the backend', debug.get(backend)).toReach(backend);
  await control('an address at which nobody listens refuses', debug.get(backend, '', { address: first, port: 8080 })).toBeRefused(
    {
      how: 'refused',
    },
  );

  await erratum(debug.get(backend, '', { address: second })).toReach(backend);
  await erratum(debug.get(backend, '', { address: third })).toReach(backend);
  await expect(debug.get(backend, '', { address: first })).toBeRefused({ how: 'refused' });
});

claim('m1-ex1-endpoints-stale', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('basics');
  await control(
    'the document’s neighbouring command works',
    reader.runs(written.command('look-at-the-service-again')),
  ).toSucceed();
  await control('the old command still prints the Service', reader.runs(written.command())).toPrint('backend');

  await expect(reader.runs(written.command())).toBeCurrent();
  await erratum(reader.runs(written.command('list-endpointslices'))).toBeCurrent();
  await erratum(reader.runs(written.command('list-endpointslices'))).toPrint('backend-');
});

claim('m1-ex1-scale', async ({ lane, control, expect, reader, written }) => {
  const { backend } = await lane.world('basics');
  const ready = reader.runs("kubectl get deployment backend -o jsonpath='{.status.readyReplicas}'");
  await lane.scale(backend, 1);
  await control('before the command one replica is ready', ready).toPrint(/^1$/);

  const scaled = await lane.attempt(reader.runs(written.command()));

  await expect(scaled).toPrint('deployment.apps/backend scaled');
  await expect(ready).toPrint(/^3$/);
});

claim('m1-ex1-svc-stable', async ({ lane, control, expect, note }) => {
  const { debug, backend } = await lane.world('basics');
  const [address, pods] = [await note(backend.clusterIp()), await note(backend.podIps())];
  await control('the Service answers at its address', debug.get(backend, '', { address })).toReach(backend);

  await lane.restart(backend);

  await control('after the restart the pods have other addresses', backend.podIps()).toDifferFrom(pods);
  await expect(backend.clusterIp()).toBe(address);
  await expect(debug.get(backend, '', { address })).toReach(backend);
});
