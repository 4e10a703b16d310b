import { claim } from '#meshproof';

const nameOf = (app: string) => `$(kubectl get pod -l app=${app} -o jsonpath='{.items[0].metadata.name}')`;

claim('m1-ts-pc-finds', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const table = written
    .command(708)
    .replace('<pod-name>', nameOf('frontend'))
    .replace('<service>', 'backend')
    .replace('<namespace>', lane.namespace);
  const socket = reader.runs(`${table} -o json | jq -c '.[0].transportSocket.name'`);
  await lane.apply('backend-istio-mutual.yaml');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('with mutual TLS the frontend is served', frontend.get(backend, '', { maxTime: 5 })).toReach(backend);
  await erratum(socket).toPrint(/^"envoy\.transport_sockets\.tls"$/m);
  await control('the table of clusters lists the backend', reader.runs(table)).toPrint(/^backend\..* outbound/m);
  const healthy = await note(reader.runs(table));

  await lane.apply('backend-no-tls.yaml');

  await control('without TLS the frontend’s calls fail', frontend.get(backend, '', { maxTime: 5 })).toBeRefused({
    how: 'http-503',
  });
  await erratum(socket).toPrint(/^null$/m);
  await expect(reader.runs(table)).toTellApart(healthy);
});

claim('m1-ts-grep-tls', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const log = written.command().replace('<pod-name>', nameOf('frontend'));
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('the frontend is served', frontend.get(backend, '/tls', { maxTime: 5 })).toReach(backend);
  const healthy = await note(reader.runs(log));

  await lane.apply('backend-no-tls.yaml');

  await control('without TLS the frontend’s calls fail', frontend.get(backend, '/tls', { maxTime: 5 })).toBeRefused({
    how: 'http-503',
  });
  await control(
    'the log of the frontend’s proxy has the failed calls',
    reader.runs(log.replace('grep TLS', 'grep /tls')),
  ).toPrint(/"GET \/tls HTTP\/1\.1" 503/);
  await expect(reader.runs(log)).toTellApart(healthy);
  await erratum(
    reader.runs(log.replace(nameOf('frontend'), nameOf('backend')).replace('grep TLS', 'grep filter_chain_not_found')),
  ).toPrint(await note(frontend.podIps()).then(([address]) => ` ${address}:`));
});

claim('m1-ts-analyze-finds', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend } = await lane.world('strict');
  const analysis = reader.runs(written.command(714));
  await lane.apply(written.manifest(558));
  await control('POST is denied: the policy is in force', frontend.post(backend, '/data')).toBeRefused({
    how: 'http-403',
    by: backend,
  });
  await control('the healthy policy lets GET pass', frontend.get(backend, '/')).toReach(backend);
  const healthy = await note(analysis);

  await lane.apply('wrong-selector.yaml');
  await control('the analysis finds a selector that matches no pod', analysis).toPrint('IST0127');
  await lane.remove('wrong-selector.yaml');

  await lane.apply('wrong-principal.yaml');
  await control('a wrong principal denies GET', frontend.get(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await expect(analysis).toTellApart(healthy);
  await erratum(reader.runs('kubectl logs deployment/backend -c istio-proxy --since=1m | grep "GET / HTTP"')).toPrint(
    'rbac_access_denied_matched_policy[none]',
  );
});

claim('m1-ts-placeholder', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend } = await lane.world('strict');
  const command = written.command(702);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control(
    'the command works with a real pod name',
    reader.runs(command.replace('<pod-name>', nameOf('frontend'))),
  ).toSucceed();
  await expect(reader.runs(command)).toSucceed();
  await expect(reader.runs(written.command(703), { cwd: '/' })).toSucceed();
  await erratum(reader.runs(`POD=${nameOf('frontend')}; ${command.replace('<pod-name>', '"$POD"')}`)).toSucceed();
});

claim('m1-ts-describe', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict');
  const describe = (name: string) => reader.runs(written.command(702).replace('<pod-name>', name));
  await control('the healthy frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the description of a healthy pod names no failed pull', describe(nameOf('frontend'))).toPrintNothingLike(
    'Failed to pull image',
  );

  await lane.apply('stuck.yaml');

  await expect(describe('stuck')).toPrint(/Failed to pull image "meshproof\/nosuch:1"/);
  await control('the stuck pod has not started', reader.runs('kubectl get pod stuck')).toPrint(/ 0\/2 /);
});

claim('m1-ts-not-created', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend } = await lane.world('strict');
  const of = (line: number, pods: string) => reader.runs(written.command(line).replace('<pod-name>', pods));
  const replicaSet = reader.runs('kubectl describe replicaset -l app=not-injected');
  await control('pods that were created with a sidecar answer', frontend.get(backend)).toReach(backend);
  await control('before the manifest the ReplicaSet does not exist', replicaSet).toPrint(/^$/);
  await lane.apply('stuck.yaml');
  await control('the first command names the reason of a pod that exists', of(702, 'stuck')).toPrint('Failed to pull image');

  await lane.apply('not-injected.yaml');

  await erratum(replicaSet).toPrint(/FailedCreate .*sidecar-injector\.istio\.io/);
  await control('no pod of the Deployment was created', reader.runs('kubectl get pods -l app=not-injected -o name')).toPrint(
    /^$/,
  );
  await expect(of(702, '-l app=not-injected')).toPrint('sidecar-injector');
  await expect(of(703, '-l app=not-injected')).toPrint('sidecar-injector');
});
