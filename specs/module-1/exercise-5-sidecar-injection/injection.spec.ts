import { claim } from '#meshproof';

claim('m1-ex5-ready-22', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('counted');
  await control('a pod without a sidecar is listed as 1/1', reader.runs('kubectl get pod debug')).toPrint(
    /^debug +1\/1 +Running/m,
  );
  await expect(reader.runs('kubectl get pod -l app=frontend')).toPrint(/^frontend-\S+ +2\/2 +Running/m);
  await expect(reader.runs('kubectl get pod -l app=backend')).toPrint(/^backend-\S+ +2\/2 +Running/m);
  await control('the frontend and the backend, both 2/2, answer calls', frontend.get(backend)).toReach(backend);
});

/** Whether a pod has a sidecar, by its containers and by what the injector notes. */
const injected = ({ metadata, spec }: any) => [
  [...spec.containers, ...(spec.initContainers ?? [])].some(({ name }) => name === 'istio-proxy'),
  metadata.annotations?.['sidecar.istio.io/status'] !== undefined,
];

claim('m1-ex5-injected', async ({ lane, control, expect }) => {
  const { frontend, backend, debug, outsider } = await lane.world('counted');
  await control('a pod that declines injection has no sidecar', debug.eachPod(injected)).toBe([[false, false]]);
  await control('a pod of a namespace without the label has no sidecar', outsider.eachPod(injected)).toBe([[false, false]]);
  await expect(frontend.eachPod(injected)).toBe([[true, true]]);
  await expect(backend.eachPod(injected)).toBe([[true, true]]);
  await control('the frontend reaches the backend', frontend.get(backend, '/injected')).toReach(backend);
  await control('the frontend’s proxy logs the call', frontend.log(' /injected ', 'istio-proxy')).toHold(
    / outbound\|80\|\|backend\./,
  );
  await control('the backend’s proxy logs the call', backend.log(' /injected ', 'istio-proxy')).toHold(/ inbound\|80\|\|/);
  await control('the pod that declines injection calls without a proxy', debug.get(frontend)).toReach(frontend);
});

claim('m1-ex5-describe', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('counted');
  await control(
    'the description of a pod without a sidecar names no sidecar',
    reader.runs('kubectl describe pod debug'),
  ).toPrintNothingLike(/istio-(proxy|init|validation):/);
  await control(
    'the description of a pod without a sidecar names its container',
    reader.runs('kubectl describe pod debug'),
  ).toPrint(/^ {2}debug:$/m);
  await expect(reader.runs(written.command())).toPrint(/^ {2}istio-(init|validation):$/m);
  await expect(reader.runs(written.command())).toPrint(/^ {2}istio-proxy:$\n.*\n^ +Image: +\S*proxyv2/m);
  await control('the described frontend reaches the backend', frontend.get(backend)).toReach(backend);
});

claim('m1-ex5-envoy', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('counted');
  const processes = 'cat /proc/[0-9]*/comm';
  await control('the application’s container runs the application', frontend.runs(processes)).toPrint(/nginx/);
  await control('the application’s container runs no Envoy', frontend.runs(processes)).toPrintNothingLike(/envoy/);
  await expect(frontend.runs(processes, 'istio-proxy')).toPrint(/^envoy$/m);
  await expect(frontend.runs('pilot-agent request GET server_info', 'istio-proxy')).toPrint(
    /"version": "[0-9a-f]+\/[0-9.]+[^"]*"[\s\S]*"state": "LIVE"/,
  );
  await control('Envoy answers the application’s calls', frontend.get(backend)).toAnswer({
    status: 200,
    header: ['server', 'envoy'],
  });
});

/** Where the proxies write their access log: without this their silence says nothing. */
const logOf = (workload: string) => `istioctl proxy-config listeners deploy/${workload} -o json`;

claim('m1-ex5-tcp-captured', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('counted');
  await control('the frontend’s proxy writes an access log', reader.runs(logOf('frontend'))).toPrint('/dev/stdout');
  await control('the backend’s proxy writes an access log', reader.runs(logOf('backend'))).toPrint('/dev/stdout');
  await control('the frontend reaches its own application', frontend.get('http://localhost/?own')).toReach(frontend);
  await expect(frontend.get(backend, '/from-frontend')).toReach(backend);
  await expect(frontend.log(' /from-frontend ', 'istio-proxy')).toHold(/ outbound\|80\|\|backend\./);
  await expect(backend.log(' /from-frontend ', 'istio-proxy')).toHold(/ inbound\|80\|\|/);
  await control('the proxy’s log lacks a call within the pod', frontend.log(' /?own ', 'istio-proxy')).toBe([]);
});

claim('m1-ts-init-logs', async ({ lane, control, expect, needs, note, reader, written }) => {
  const { frontend, backend } = await lane.world('counted');
  const { stdout: containers } = await note(reader.newPod());
  needs(
    'istio-init',
    containers.includes('"istio-init"'),
    'Istio’s CNI agent sets up the pods here, without a container istio-init',
  );
  const command = written.command().replace('<pod-name>', `$(kubectl get pod -l app=frontend -o name)`);
  await control('a container that does not exist is an error', reader.runs(command.replace('istio-init', 'nope'))).toExit(1);
  await expect(reader.runs(command)).toPrint(/iptables/);
  await expect(reader.runs(command)).toSucceed();
  await control('the iptables rules lead calls through the proxy', frontend.get(backend)).toAnswer({
    status: 200,
    header: ['server', 'envoy'],
  });
});

claim('m1-ts-pc', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('counted');
  const command = written
    .command()
    .replace('<pod-name>', `$(kubectl get pod -l app=frontend -o jsonpath='{.items[0].metadata.name}')`)
    .replace('<namespace>', lane.namespace);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control(
    'Envoy has no cluster for a name that does not exist',
    reader.runs(command.replace('<service>', 'nosuch')),
  ).toPrintNothingLike(/outbound/);
  await expect(reader.runs(command.replace('<service>', 'backend'))).toPrint(/^backend\.\S+ +80 +- +outbound +EDS/m);
});

// last, because a proxy that stays frozen would serve no later claim
claim('m1-ex5-all-traffic', async ({ lane, control, expect, erratum }) => {
  const { frontend, backend, debug } = await lane.world('counted');
  const lookUp = frontend.runs('getent hosts backend');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the backend serves any path', frontend.get(backend, '/as-application')).toReach(backend);
  await control('the frontend’s call went through its proxy', frontend.log(' /as-application ', 'istio-proxy')).toHold(
    / outbound\|80\|\|backend\./,
  );

  const frozen = await lane.attempt(frontend.signals('STOP', 'envoy', 'istio-proxy'));

  await control('the frontend’s proxy is frozen', frozen).toPrint('STOP');
  await control('the backend answers a pod without a sidecar', debug.get(backend)).toReach(backend);
  await erratum(frontend.get(backend)).toBeRefused({ how: 'silence' });
  await erratum(lookUp).toPrint(/^\d+(\.\d+){3} +backend\./);
  await control('a name that does not exist is not found', frontend.runs('getent hosts nosuch')).toExit(2);
  await expect(lookUp).toExit(2);

  const thawed = await lane.attempt(frontend.signals('CONT', 'envoy', 'istio-proxy'));
  await control('the frontend’s proxy runs again', thawed).toPrint('CONT');
  await control('with its proxy back the frontend reaches the backend', frontend.get(backend)).toReach(backend);
});
