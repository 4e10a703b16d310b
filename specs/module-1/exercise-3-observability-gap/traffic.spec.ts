import { claim } from '#meshproof';

claim('m1-ex3-loop', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend } = await lane.world('two-services');
  const [caller = ''] = await note(frontend.podIps());
  const received = reader.lines('kubectl logs -l app=backend --tail=-1', `${caller} - - `).count;
  const before = await note(received);
  await control('the backend gets no request by itself', received).toBe(before);

  const printed = await lane.attempt(reader.runs(written.command().replace('sleep 1', '')));

  await expect(printed).toPrint(/^\.{10}$/);
  await expect(received).toBe(before + 10);
});

claim('m1-ex3-loop-sh', async ({ lane, control, expect, reader, written }) => {
  const { frontend } = await lane.world('two-services');
  const [head = ''] = written.command('create-traffic').split('\n');
  const loop = `${head}\n echo called; done`;
  await control('a shell without brace expansion runs the body once', frontend.runs(loop)).toPrint(/^called\n$/);

  await expect(reader.runs(loop)).toPrint(/^(called\n){10}$/);
});

claim('m1-ex3-frontend-curl', async ({ lane, control, expect, needs, reader }) => {
  await lane.world('two-services');
  const version = (program: string) =>
    reader.runs(`kubectl exec deployment/frontend -- ${program} --version`, { absent: 'no-such-program' });
  await control('a program that the image lacks is not found', version('no-such-program')).toFail({
    exit: 1,
    saying: 'executable file not found',
  });

  await expect(version('curl')).toPrint(/^curl \d+\./);
  needs('published-images', await lane.hasPublishedImages(), 'the image here has curl because it was built to');
});

claim('m1-ex3-dot-oracle', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('two-services');
  const refused = written.command().replace(' curl ', ' curl -X DELETE ');
  await control('the backend answers the call', frontend.get(backend)).toReach(backend);
  await control('the backend refuses another method', frontend.delete(backend)).toReach(backend, { status: 405 });
  await control(
    'a call that prints its status tells the two apart',
    reader.runs(refused.replace('"."', '"%{http_code}"')),
  ).toPrint(/^405$/);

  await expect(reader.runs(written.command())).toPrint(/^\.$/);
  await expect(reader.runs(refused)).toPrint(/^\.$/);
});

claim('m1-ex3-pods-cmd', async ({ lane, control, expect, reader, written }) => {
  await lane.world('two-services');
  await control('a namespace without pods lists no pod', reader.runs(`${written.command()} -n kube-node-lease`)).toPrint(/^$/);

  await expect(reader.runs(written.command())).toPrint(/^NAME .*\n(backend-\S+ +1\/1 .*\n){3}frontend-\S+ +1\/1 .*\n$/);
});

claim('m1-ex3-logs-fe-cmd', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('two-services');
  await control(
    'a Deployment that does not exist is an error',
    reader.runs(written.command().replace('frontend', 'nosuch')),
  ).toFail({
    exit: 1,
    saying: 'not found',
  });
  await control('the frontend gets a request', backend.get(frontend, '/?to-the-frontend')).toReach(frontend);

  await expect(reader.runs(written.command())).toPrint('GET /?to-the-frontend HTTP/1.1');
});

claim('m1-ex3-logs-be-cmd', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('two-services');
  await control(
    'a Deployment that does not exist is an error',
    reader.runs(written.command().replace('backend', 'nosuch')),
  ).toFail({
    exit: 1,
    saying: 'not found',
  });
  await control('the backend gets requests', frontend.spread(backend, { requests: 50 }).distinct).toMeetAll(3);

  await expect(reader.runs(written.command())).toPrint('GET / HTTP/1.1');
});

claim('m1-ex3-wide-ip-node', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend } = await lane.world('two-services');
  const [address = ''] = await note(frontend.podIps());
  const narrow = reader.runs(written.command('list-pods').replace('-o wide', ''));
  await control('the plain list has the frontend’s pod', narrow).toPrint(/^frontend-/m);
  await control('the plain list has neither IP nor node', narrow).toPrintNothingLike(
    new RegExp(`IP|NODE|${address.replaceAll('.', '\\.')}`),
  );

  await expect(reader.runs(written.command('list-pods'))).toPrint(/^NAME .* IP +NODE /);
  await expect(reader.runs(written.command('list-pods'))).toPrint(new RegExp(`^frontend-\\S+ .* ${address} +\\S`, 'm'));
});

claim('m1-ex3-wide-labels', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('two-services');
  await control('another option of the command shows the pods’ labels', reader.runs(written.command('ask-the-labels'))).toPrint(
    'app=backend',
  );
  const wide = reader.runs(written.command('list-pods'));
  await control('the wide list has the backend’s pods', wide).toPrint(/^backend-/m);

  await expect(wide).toPrint('app=backend');
  await erratum(wide).toPrint(/^NAME .* IP +NODE /);
  await erratum(reader.runs(`${written.command('list-pods')} --show-labels`)).toPrint('app=backend');
});

claim('m1-ex3-where-run', async ({ lane, control, expect, note, reader, written }) => {
  await lane.world('two-services');
  const [named = ''] = await note(
    reader.lines(`${written.command('list-pods')} --no-headers`, /^frontend-.* (\S+) +\S+ +\S+ *$/),
  );
  const [another = ''] = await note(reader.lines('kubectl get nodes -o name', new RegExp(`^node/(?!${named}$)(.*)`)));
  /** What runs by the node's own kubelet. */
  const kubelet = (node: string) =>
    reader.json(`kubectl get --raw /api/v1/nodes/${node}/proxy/pods`, ({ items }) =>
      items.map(({ metadata }: any) => `${metadata.namespace}/${metadata.name}`),
    );
  await control('the kubelet of another node answers', kubelet(another)).toHold(/^kube-system\/kube-proxy-/);
  const frontends = new RegExp(`^${lane.namespace}/frontend-`);
  await control('the other node’s kubelet does not run the frontend’s pod', kubelet(another)).toLack(frontends);

  await expect(kubelet(named)).toHold(frontends);
});

claim('m1-ex3-logs-each', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend } = await lane.world('two-services');
  await lane.request(frontend.get(backend, '/for-each'), { times: 60 });
  const found = (command: string) => reader.lines(command, ' /for-each ').count;
  await control('all pods together logged all calls', found('kubectl logs -l app=backend --tail=-1')).toBe(60);

  await expect(found(written.command('backend-logs'))).toBe(60);
  await erratum(found(written.command('backend-logs'))).toBeShare(1 / 3, 60);
  await erratum(found(`${written.command('backend-logs')} --all-pods`)).toBe(60);
});

claim('m1-ex3-request-lines', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('two-services');
  await control('before the request the log has no line for its path', backend.logged('GET /a-request-line HTTP/1.1')).toBe(0);
  await control('the frontend’s request reaches the backend', frontend.get(backend, '/a-request-line')).toReach(backend);

  await expect(backend.logged('GET /a-request-line HTTP/1.1')).toBeAtLeast(1);
});
