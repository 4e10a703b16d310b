import { claim } from '#meshproof';

const fields = ['name', 'image', 'command', 'args', 'env', 'envFrom', 'workingDir'];
/** What a pod's manifest says of its application. */
const application = ({ spec }: any) =>
  spec.containers.filter(({ name }: any) => name !== 'istio-proxy').map((one: any) => fields.map((field) => one[field]));
const program = `readlink /proc/1/exe; sha256sum < /proc/1/exe; tr '\\0' ' ' < /proc/1/cmdline`;
const ready = /^\S+ +(\d+\/\d+) /;
const pod = (twin: string) => `kubectl get pod -l twin=${twin} --no-headers`;
const callerOf = (path: string) => new RegExp(`^(\\S+) .*GET ${path} `);

claim('m1-ex5-code-unchanged', async ({ lane, control, expect, note }) => {
  const { frontend, outsider, plain, meshed } = await lane.world('twins');
  const without = await note(plain.eachPod(application));
  await control('the two pods differ in their containers', meshed.containers()).toDifferFrom(await note(plain.containers()));
  await control('another application differs in the comparison', frontend.eachPod(application)).toDifferFrom(without);
  await control('the application works without a sidecar', outsider.get(plain)).toReach(plain);
  await expect(meshed.eachPod(application)).toBe(without);
  await expect(meshed.runs(program)).toBe(await note(plain.runs(program)));
  await expect(outsider.get(meshed)).toReach(meshed);
});

claim('m1-ex5-app-sees-proxy', async ({ lane, control, expect, note }) => {
  const { outsider, plain, meshed } = await lane.world('twins');
  const [address = 'none'] = await note(outsider.podIps());
  await control('the outsider reaches the pod without a sidecar', outsider.get(plain, '/seen')).toReach(plain);
  await control('without a sidecar the log has the caller’s address', plain.log(callerOf('/seen')).distinct).toHold(address);
  await control('the outsider reaches the pod with a sidecar', outsider.get(meshed, '/seen')).toReach(meshed);
  await expect(meshed.log(callerOf('/seen')).distinct).toBe(['127.0.0.6']);

  const direct = await lane.capture({ on: plain, during: outsider.get(plain) });
  await control('requests to the pod without a sidecar can be read', direct.readable).toBe(5);
  await control('without a sidecar only the client’s headers arrive', direct.headers).toBe(['accept', 'host', 'user-agent']);
  const proxied = await lane.capture({ on: meshed, during: outsider.get(meshed), interface: 'lo', filter: 'tcp port 80' });
  await control('requests that the sidecar passes on can be read', proxied.readable).toBe(5);
  await expect(proxied.headers).toHold('x-request-id');
  await expect(proxied.headers).toHold('x-forwarded-proto');
});

claim('m1-app-no-difference', async ({ lane, control, expect, erratum, note, reader }) => {
  const { frontend, outsider, plain, meshed } = await lane.world('twins');
  await control('without a sidecar the application works', outsider.get(plain)).toReach(plain);
  await control('with a sidecar the application works', outsider.get(meshed, '/difference')).toReach(meshed);
  await control('without a sidecar one container is Ready', reader.lines(pod('plain'), ready)).toBe(['1/1']);
  await expect(reader.lines(pod('meshed'), ready)).toBe(await note(reader.lines(pod('plain'), ready)));
  await erratum(reader.lines(pod('meshed'), ready)).toBe(['2/2']);
  await erratum(meshed.log(callerOf('/difference')).distinct).toBe(['127.0.0.6']);
  const proxied = await lane.capture({ on: meshed, during: outsider.get(meshed), interface: 'lo', filter: 'tcp port 80' });
  await control('requests that the sidecar passes on can be read', proxied.readable).toBe(5);
  await erratum(proxied.headers).toHold('x-request-id');

  await lane.apply('nobody.yaml');
  await control('a client without a sidecar is refused', outsider.get(`http://nobody.${lane.namespace}/`)).toBeRefused({
    how: 'refused',
  });
  await erratum(frontend.get('http://nobody/')).toAnswer({
    status: 503,
    body: 'no healthy upstream',
    header: ['server', 'envoy'],
  });
});

claim('m1-ex5-auto-mtls-already', async ({ lane, control, expect }) => {
  const { frontend, outsider, meshed } = await lane.world('twins');
  await control('plaintext is accepted: STRICT is not in force', outsider.get(meshed)).toReach(meshed);
  const clear = await lane.capture({ on: meshed, during: outsider.get(meshed) });
  await control('calls of a pod without a sidecar can be read on the wire', clear.readable).toBe(5);
  await control('calls between sidecars are served', frontend.get(meshed)).toReach(meshed);
  const between = await lane.capture({ on: meshed, during: frontend.get(meshed) });
  await control('captured calls between sidecars are answered', between.answered).toBe(5);
  await expect(between.readable).toBe(0);
  await expect(between.tlsRecords).toHold('application data');
  await expect(between.outsideTls).toBe(0);
});

claim('m1-app-transparent', async ({ lane, control, expect, note }) => {
  const { frontend, plain, meshed } = await lane.world('twins');
  await control('the two pods differ in their containers', meshed.containers()).toDifferFrom(await note(plain.containers()));
  const clear = await lane.capture({ on: plain, during: frontend.get(plain) });
  await control('calls to the twin without a sidecar can be read', clear.readable).toBe(5);
  await expect(meshed.eachPod(application)).toBe(await note(plain.eachPod(application)));
  await expect(frontend.get(meshed)).toReach(meshed);
  const encrypted = await lane.capture({ on: meshed, during: frontend.get(meshed) });
  await control('the captured calls are answered', encrypted.answered).toBe(5);
  await expect(encrypted.readable).toBe(0);
  await expect(encrypted.tlsRecords).toHold('application data');
});

claim('m1-ex7-unmeshed-target', async ({ lane, control, expect, written }) => {
  const { frontend, plain, meshed } = await lane.world('twins');
  await control('before the policy POST reaches the pod with a sidecar', frontend.post(meshed, '/data')).toReach(meshed, {
    status: 405,
  });

  await lane.apply(written.manifest('backend-authz'));

  await control('the policy denies POST', frontend.post(meshed, '/data')).toBeDeniedBy(meshed);
  await expect(frontend.post(plain, '/data')).toReach(plain, { status: 405 });
});

claim('m1-ex7-metrics-open', async ({ lane, control, expect, note, written }) => {
  const { frontend, outsider, meshed } = await lane.world('twins');
  const [address] = await note(meshed.podIps());
  await control('before the policy the outsider reaches the application', outsider.get(meshed, '/')).toReach(meshed);

  await lane.apply(written.manifest('backend-authz'));

  await control('the policy keeps the outsider out', outsider.get(meshed, '/')).toBeDeniedBy(meshed);
  await control('the identity that the policy names passes', frontend.get(meshed, '/')).toReach(meshed);
  await expect(outsider.get(meshed, '/stats/prometheus', { port: 15020, address })).toAnswer({ status: 200, body: '# TYPE ' });
});

/** The page's lines, without the pod's name and address, the time and the request's id. */
const line = /^(?!.*(?:Server&nbsp;|Date:|Request ID:))(.*)$/;
const page = (twin: string, path: string) => `curl -s http://${twin}${path}`;

claim('m1-ex6-same-response', async ({ lane, control, expect, note }) => {
  const { frontend, outsider, meshed } = await lane.world('twins');
  const without = await note(frontend.lines(page('plain', '/same'), line));
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', outsider.get(meshed)).toBeRefusedAsPlaintextBy(meshed);
  await control('another path gives another page', frontend.lines(page('meshed', '/other'), line)).toHold(
    /<span>\/other<\/span>/,
  );
  await expect(frontend.lines(page('meshed', '/same'), line)).toBe(without);
  await expect(frontend.get(meshed, '/same')).toReach(meshed, { body: 'Server&nbsp;name:' });
});

claim('m1-ex6-every-call', async ({ lane, control, expect }) => {
  const { frontend, outsider, plain, meshed } = await lane.world('twins');
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', outsider.get(meshed)).toBeRefusedAsPlaintextBy(meshed);
  await control('a meshed backend serves the frontend', frontend.get(meshed)).toReach(meshed);
  const between = await lane.capture({ on: meshed, during: frontend.get(meshed) });
  await control('captured calls to the meshed backend are answered', between.answered).toBe(5);
  await expect(between.readable).toBe(0);
  await expect(between.tlsRecords).toHold('application data');

  await control('a backend without a sidecar serves the frontend', frontend.get(plain)).toReach(plain);
  const toPlain = await lane.capture({ on: plain, during: frontend.get(plain) });
  await control('captured calls to the backend without a sidecar are answered', toPlain.answered).toBe(5);
  await expect(toPlain.readable).toBe(5);
});
