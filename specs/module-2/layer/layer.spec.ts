import { claim } from '#meshproof';

/** Where a proxy writes its access log: without this its silence says nothing. */
const logOf = (pod: string) => `istioctl proxy-config listeners ${pod} -o json`;

/** Who called the application, by its own log. */
const call = (path: string) => new RegExp(`^(\\S+) .*GET ${path.replace('?', '\\?')} `);
/** The request's id in a proxy's log. */
const id = (path: string) => new RegExp(`GET ${path.replace('?', '\\?')} .*?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`);

claim('m2-without', async ({ lane, control, expect, note }) => {
  const { attacker, frontend, impostor, backend } = await lane.world('with-and-without');
  const [address] = await note(attacker.podIps());
  await control('the attacker’s request reaches the frontend', attacker.get(frontend, '/?direct')).toReach(frontend);
  await control('a request through the mesh reaches the backend', impostor.get(backend, '/meshed')).toReach(backend);
  await control('the backend is called by its own sidecar', backend.log(call('/meshed')).distinct).toBe(['127.0.0.6']);
  await expect(frontend.log(call('/?direct')).distinct).toBe([address]);
});

claim('m2-with', async ({ lane, control, expect, note }) => {
  const { impostor, debug, backend } = await lane.world('with-and-without');
  await control('the impostor reaches the backend’s application', impostor.get(backend)).toReach(backend);
  await lane.request(impostor.get(backend, '/both'));
  const atClient = impostor.log(id('/both'), 'istio-proxy');
  await control('the client’s sidecar logs a request', atClient.count).toBe(1);
  await expect(backend.log(id('/both'), 'istio-proxy')).toBe(await note(atClient));
  await expect(backend.log(call('/both')).distinct).toBe(['127.0.0.6']);

  await control('a client whose sidecar ignores port 80 reaches the backend', debug.get(backend, '/around')).toReach(backend);
  await control('the backend’s sidecar logs the direct request', backend.log(id('/around'), 'istio-proxy')).toHold(
    /^[0-9a-f-]{36}$/,
  );
  await control('the bypassed sidecar logs nothing', debug.log(id('/around'), 'istio-proxy')).toBe([]);
});

claim('m2-dp-alongside', async ({ lane, control, expect, note }) => {
  const { impostor, debug } = await lane.world('with-and-without');
  const network = 'readlink /proc/self/ns/net';
  const ofApplication = await note(impostor.runs(network));
  await control('another pod has another network namespace', debug.runs(network)).toDifferFrom(ofApplication);
  await control('the proxy prints its network namespace', impostor.runs(network, 'istio-proxy')).toPrint(/^net:\[\d+\]/);
  await expect(impostor.runs(network, 'istio-proxy')).toBe(ofApplication);
});

claim('m2-gap-plaintext', async ({ lane, control, expect }) => {
  const { attacker, frontend, impostor, backend } = await lane.world('with-and-without');
  const meshed = await lane.capture({ on: backend, during: impostor.get(backend) });
  await control('requests between sidecars are answered', meshed.answered).toBe(5);
  await control('no request between sidecars can be read in the capture', meshed.readable).toBe(0);
  await expect(attacker.get(frontend)).toReach(frontend);
  const plain = await lane.capture({ on: frontend, during: attacker.get(frontend) });
  await expect(plain.readable).toBe(5);
  await expect(plain.tlsRecords).toBe([]);
});

claim('m2-diag-proxy1-proxy2', async ({ lane, control, expect, note }) => {
  const { impostor, debug, backend } = await lane.world('with-and-without');
  const around = await lane.capture({ on: backend, during: debug.get(backend) });
  await control('requests that bypass the client’s sidecar can be read on the wire', around.readable).toBe(5);
  const hop = await lane.capture({ on: backend, during: impostor.get(backend) });
  await control('requests of a client with a sidecar are answered', hop.answered).toBe(5);
  await expect(hop.readable).toBe(0);
  await expect(hop.tlsRecords).toHold('application data');

  await lane.request(impostor.get(backend, '/hop'));
  const atClient = impostor.log(id('/hop'), 'istio-proxy');
  await control('the client’s sidecar logs a request', atClient.count).toBe(1);
  await expect(backend.log(id('/hop'), 'istio-proxy')).toBe(await note(atClient));
});

claim('m2-diag-s-proxy1', async ({ lane, control, expect, reader }) => {
  const { attacker, backend } = await lane.world('with-and-without');
  await control('the backend’s proxy writes an access log', reader.runs(logOf('deployment/backend'))).toPrint('/dev/stdout');
  await control('the application answers inside its own pod', backend.runs('curl -s http://localhost/inside')).toPrint('Server');
  await control('the application answers a call from another pod', attacker.get(backend)).toReach(backend);
  await lane.request(attacker.get(backend, '/from-outside'));
  await expect(backend.log(id('/from-outside'), 'istio-proxy').count).toBe(1);
  await expect(backend.log(call('/from-outside')).distinct).toBe(['127.0.0.6']);
  await control('the sidecar logs nothing of the call from inside the pod', backend.log(id('/inside'), 'istio-proxy')).toBe([]);
});

claim('m2-diag-app2-proxy2', async ({ lane, control, expect, reader }) => {
  const { debug, frontend, backend } = await lane.world('with-and-without');
  await control('the backend’s proxy writes an access log', reader.runs(logOf('deployment/backend'))).toPrint('/dev/stdout');
  await control('the debug pod’s proxy writes an access log', reader.runs(logOf('debug'))).toPrint('/dev/stdout');
  await control('a pod whose sidecar ignores port 80 reaches the frontend', debug.get(frontend, '/?by-debug')).toReach(frontend);
  await control('the backend reaches the frontend', backend.get(frontend)).toReach(frontend);
  await lane.request(backend.get(frontend, '/?by-backend'));
  await expect(backend.log(id('/?by-backend'), 'istio-proxy').count).toBe(1);
  await expect(frontend.logged('/?by-backend')).toBe(1);
  await control(
    'the sidecar that ignores port 80 logs nothing of its pod’s call',
    debug.log(id('/?by-debug'), 'istio-proxy'),
  ).toBe([]);
});

claim('m2-dp-handles', async ({ lane, control, expect, note, reader }) => {
  const { attacker, impostor, frontend, backend } = await lane.world('with-and-without');
  await control('the backend’s proxy writes an access log', reader.runs(logOf('deployment/backend'))).toPrint('/dev/stdout');
  await control('a pod without a sidecar gets an answer', attacker.get(frontend)).toReach(frontend);
  await control('a pod without a sidecar has no metrics', attacker.scrapes()).toBe([]);
  await control('a pod with a sidecar gets an answer', impostor.get(backend)).toReach(backend);
  const before = await note(impostor.countedTo(backend));
  await lane.request(impostor.get(backend, '/handled'));
  await expect(backend.log(id('/handled'), 'istio-proxy').count).toBe(1);
  await expect(impostor.countedTo(backend)).toBe(before + 1);
  await expect(impostor.scrapes()).toBe(['1']);
  const secured = await lane.capture({ on: backend, during: impostor.get(backend) });
  await control('the captured requests are answered', secured.answered).toBe(5);
  await expect(secured.readable).toBe(0);
});
