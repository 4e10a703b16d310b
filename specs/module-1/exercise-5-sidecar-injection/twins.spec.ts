import { claim } from '#meshproof';

const application = (label: string) =>
  `kubectl get pod -l ${label} -o json | jq -Sc '.items[].spec.containers[] | select(.name != "istio-proxy") | {name, image, command, args, env, envFrom, workingDir}'`;
const names = (twin: string) =>
  `kubectl get pod -l twin=${twin} -o json | jq -c '[.items[].spec | (.containers + (.initContainers // []))[].name]'`;
const program = `readlink /proc/1/exe; sha256sum < /proc/1/exe; tr '\\0' ' ' < /proc/1/cmdline`;
const ready = (twin: string) => `kubectl get pod -l twin=${twin} --no-headers | awk '{print $2}'`;
const callers = (twin: string, path: string) =>
  `kubectl logs deployment/${twin} -c hello | grep 'GET ${path} ' | cut -d' ' -f1 | sort -u`;

claim('m1-ex5-code-unchanged', async ({ lane, control, expect, note, reader }) => {
  const { outsider, plain, meshed } = await lane.world('twins');
  const without = await note(reader.runs(application('twin=plain')));
  await control('the two pods differ in their containers', reader.runs(names('meshed'))).toDifferFrom(
    await note(reader.runs(names('plain'))),
  );
  await control('another application differs in the comparison', reader.runs(application('app=frontend'))).toDifferFrom(without);
  await control('the application works without a sidecar', outsider.get(plain)).toReach(plain);
  await expect(reader.runs(application('twin=meshed'))).toBe(without);
  await expect(meshed.runs(program)).toBe(await note(plain.runs(program)));
  await expect(outsider.get(meshed)).toReach(meshed);
});

claim('m1-ex5-app-sees-proxy', async ({ lane, control, expect, note, reader }) => {
  const { outsider, plain, meshed } = await lane.world('twins');
  const [address = 'none'] = await note(outsider.podIps());
  await control('the outsider reaches the pod without a sidecar', outsider.get(plain, '/seen')).toReach(plain);
  await control('without a sidecar the log has the caller’s address', reader.runs(callers('plain', '/seen'))).toPrint(address);
  await control('the outsider reaches the pod with a sidecar', outsider.get(meshed, '/seen')).toReach(meshed);
  await expect(reader.runs(callers('meshed', '/seen'))).toPrint(/^127\.0\.0\.6\n$/);

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
  await control('without a sidecar one container is Ready', reader.runs(ready('plain'))).toPrint(/^1\/1$/m);
  await expect(reader.runs(ready('meshed'))).toBe(await note(reader.runs(ready('plain'))));
  await erratum(reader.runs(ready('meshed'))).toPrint(/^2\/2$/m);
  await erratum(reader.runs(callers('meshed', '/difference'))).toPrint(/^127\.0\.0\.6\n$/);
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

claim('m1-app-transparent', async ({ lane, control, expect, note, reader }) => {
  const { frontend, plain, meshed } = await lane.world('twins');
  await control('the two pods differ in their containers', reader.runs(names('meshed'))).toDifferFrom(
    await note(reader.runs(names('plain'))),
  );
  const clear = await lane.capture({ on: plain, during: frontend.get(plain) });
  await control('calls to the twin without a sidecar can be read', clear.readable).toBe(5);
  await expect(reader.runs(application('twin=meshed'))).toBe(await note(reader.runs(application('twin=plain'))));
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

  await lane.apply(written.manifest(558));

  await control('the policy denies POST', frontend.post(meshed, '/data')).toBeRefused({ how: 'http-403', by: meshed });
  await expect(frontend.post(plain, '/data')).toReach(plain, { status: 405 });
});

claim('m1-ex7-metrics-open', async ({ lane, control, expect, note, written }) => {
  const { frontend, outsider, meshed } = await lane.world('twins');
  const [address] = await note(meshed.podIps());
  await control('before the policy the outsider reaches the application', outsider.get(meshed, '/')).toReach(meshed);

  await lane.apply(written.manifest(558));

  await control('the policy keeps the outsider out', outsider.get(meshed, '/')).toBeRefused({ how: 'http-403', by: meshed });
  await control('the identity that the policy names passes', frontend.get(meshed, '/')).toReach(meshed);
  await expect(outsider.get(meshed, '/stats/prometheus', { port: 15020, address })).toAnswer({ status: 200, body: '# TYPE ' });
});

const page = (twin: string, path: string) =>
  `curl -s http://${twin}${path} | sed -E 's/${twin}-[a-z0-9-]+/NAME/; s/[0-9]+(\\.[0-9]+){3}/ADDRESS/; s/(Date|Request ID):.*/\\1/'`;

claim('m1-ex6-same-response', async ({ lane, control, expect, note }) => {
  const { frontend, outsider, meshed } = await lane.world('twins');
  const without = await note(frontend.runs(page('plain', '/same')));
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', outsider.get(meshed)).toBeRefused({ how: 'reset', by: meshed });
  await control('another path gives another page', frontend.runs(page('meshed', '/other'))).toPrint('<span>/other</span>');
  await expect(frontend.runs(page('meshed', '/same'))).toBe(without);
  await expect(frontend.get(meshed, '/same')).toReach(meshed, { body: 'Server&nbsp;name:' });
});

claim('m1-ex6-every-call', async ({ lane, control, expect }) => {
  const { frontend, outsider, plain, meshed } = await lane.world('twins');
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', outsider.get(meshed)).toBeRefused({ how: 'reset', by: meshed });
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
