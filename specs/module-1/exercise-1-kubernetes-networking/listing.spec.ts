import { claim } from '#meshproof';

claim('m1-ex1-get-pods', async ({ lane, control, expect, note, reader, written }) => {
  const { backend } = await lane.world('two-services');
  const [first, second, third] = await note(backend.podIps());
  await control(
    'the command lists no pod for a label that no pod has',
    reader.runs(written.command().replace('app=backend', 'app=nosuch')),
  ).toPrintNothingLike(/^NAME /m);

  const listed = reader.runs(written.command());
  await expect(listed).toPrint(/^NAME .*\n(backend-\S+ +1\/1 +Running +\d+ .*\n){3}$/m);
  await expect(listed).toPrint(` ${first} `);
  await expect(listed).toPrint(` ${second} `);
  await expect(listed).toPrint(` ${third} `);
});

claim('m1-ex1-get-svc', async ({ lane, control, expect, note, reader, written }) => {
  const { backend } = await lane.world('two-services');
  const address = (await note(backend.clusterIp())).replaceAll('.', '\\.');
  await control('a Service that does not exist is an error', reader.runs(written.command().replace('backend', 'nosuch'))).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  await expect(reader.runs(written.command())).toPrint(new RegExp(`^backend +ClusterIP +${address} +<none> +80/TCP `, 'm'));
});

claim('m1-ex1-get-eps', async ({ lane, control, expect, note, reader, written }) => {
  const { backend } = await lane.world('two-services');
  const [first, second, third] = await note(backend.podIps());
  await control(
    'a Service that does not exist has no slice',
    reader.runs(written.command().replace('=backend', '=nosuch')),
  ).toPrint(/^$/);

  const listed = reader.runs(written.command());
  await expect(listed).toPrint(/^backend-\S+ +IPv4 +80 +\d/m);
  await expect(listed).toPrint(new RegExp(`[ ,]${first}[ ,]`));
  await expect(listed).toPrint(new RegExp(`[ ,]${second}[ ,]`));
  await expect(listed).toPrint(new RegExp(`[ ,]${third}[ ,]`));
});

const podIps = "kubectl get pods -l app=backend -o jsonpath='{.items[*].status.podIP}'";
const clusterIp = "kubectl get service backend -o jsonpath='{.spec.clusterIP}'";
const otherNetworks = 'somebody else’s cluster may have other networks';

claim('m1-ex1-pod-cidr', async ({ lane, control, expect, needs, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), otherNetworks);
  await lane.world('two-services');
  await control('the Service’s address is of another form', reader.runs(clusterIp)).toPrint(/^(?!10\.244\.)(\d+\.){3}\d+$/);

  await expect(reader.runs(podIps)).toPrint(/^10\.244\.\d+\.\d+( 10\.244\.\d+\.\d+){2}$/);
});

claim('m1-ex1-svc-cidr', async ({ lane, control, expect, needs, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), otherNetworks);
  await lane.world('two-services');
  await control('the pods’ addresses are of another form', reader.runs(podIps)).toPrint(/^(?!10\.96\.)(\d+\.){3}\d+ /);

  await expect(reader.runs(clusterIp)).toPrint(/^10\.96\.\d+\.\d+$/);
});

claim('m1-ex1-ips-vs-ip', async ({ lane, control, expect, reader }) => {
  await lane.world('two-services');
  const endpoints = (service: string) =>
    reader.json(
      `kubectl get endpointslices -l kubernetes.io/service-name=${service} -o json`,
      ({ items }) => items.flatMap((slice: any) => slice.endpoints).flatMap(({ addresses }: any) => addresses).length,
    );
  await control('a Service of one pod counts one endpoint', endpoints('frontend')).toBe(1);

  await expect(endpoints('backend')).toBe(3);
  await expect(reader.json('kubectl get service backend -o json', ({ spec }) => spec.clusterIPs.length)).toBe(1);
});

claim('m1-ex1-cmp-pod-ips', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('two-services');
  /** Of Endpoints as the document has them, and of EndpointSlices as its erratum has them. */
  const addresses = (service: string) =>
    reader.json(
      written.command('list-endpoints').replace('-o wide', '-o json').replace('backend', service),
      ({ subsets = [], items = [] }: any) =>
        [
          ...subsets.flatMap((one: any) => one.addresses.map(({ ip }: any) => ip)),
          ...items.flatMap((one: any) => one.endpoints.flatMap((endpoint: any) => endpoint.addresses)),
        ].sort(),
    );
  await control('the frontend’s endpoints are the frontend’s pods', addresses('frontend')).toBe(await note(frontend.podIps()));

  await expect(addresses('backend')).toBe(await note(backend.podIps()));
});
