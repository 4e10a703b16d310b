import { claim } from '#meshproof';

claim('m1-app-demo', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('two-namespaces');
  const shown = reader.runs(`${written.command()} | grep ' /demo '`);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('before the call the log has no line of the call', shown).toExit(1);

  await lane.request(frontend.get(backend, '/demo'));

  await control('the application has answered the call', backend.logged('"GET /demo HTTP/1.1" 200')).toBe(1);
  await expect(shown).toPrint(/"GET \/demo HTTP\/1\.1" 200 .*outbound\|80\|\|backend\./);
});

// removes what differs from call to call: time stamps, durations, request ids and ports
const masked = (path: string) =>
  `grep ' ${path} ' | sed -E 's/^\\[[^]]*\\]//; s/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}//g; s/ [0-9]+ [0-9]+ [0-9]+ [0-9]+ / /; s/meshproof-[^"]*//; s/:[0-9]+ / /g' | sort -u`;

claim('m1-app-demo-proof', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('two-namespaces');
  const shown = reader.runs(`${written.command(660)} | ${masked('/proof')}`);
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('under STRICT the call is answered', frontend.get(backend, '/proof')).toReach(backend);
  const encrypted = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('under STRICT no captured call can be read on the wire', encrypted.readable).toBe(0);
  await control('the log has the line of the call', shown).toPrint('"GET /proof HTTP/1.1" 200');
  const underStrict = await note(shown);

  await lane.apply('mtls-disable.yaml');

  await control('without mTLS plaintext is accepted', outsider.get(backend)).toReach(backend);
  await control('without mTLS the call is answered', frontend.get(backend, '/proof')).toReach(backend);
  const clear = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('without mTLS captured calls can be read on the wire', clear.readable).toBe(5);
  await expect(shown).toTellApart(underStrict);
  await erratum(encrypted.readable).toBe(0);
  await erratum(clear.readable).toBe(5);
});

const bypass = `curl -s -o /dev/null -w '%{http_code} exit %{exitcode}' -m 5 http://backend/around`;

const refusals = 'kubectl logs deployment/backend -c istio-proxy --since=1m | grep filter_chain_not_found';

claim('m1-app-lose-only', async ({ lane, control, expect, erratum, note, reader }) => {
  const { frontend, backend, outsider } = await lane.world('two-namespaces');
  const [address = 'none'] = await note(frontend.podIps());
  await control('under PERMISSIVE a caller that bypasses its proxy is served', frontend.runs(bypass, 'istio-proxy')).toPrint(
    '200 exit 0',
  );
  await control('under PERMISSIVE a caller without a proxy is served', outsider.get(backend)).toReach(backend);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('under STRICT a caller is served through its proxy', frontend.get(backend)).toReach(backend);
  await erratum(frontend.runs(bypass, 'istio-proxy')).toPrint('000 exit 56');
  await expect(frontend.runs(bypass, 'istio-proxy')).toPrint('200 exit 0');
  await control('the backend’s proxy has refused the caller’s address', reader.runs(refusals)).toPrint(` ${address}:`);
});

claim('m1-app-gradual', async ({ lane, control, expect }) => {
  const { frontend, backend, plain, outsider } = await lane.world('two-namespaces');
  await expect(outsider.get(backend)).toReach(backend);
  await expect(frontend.get(plain)).toReach(plain);
  await expect(frontend.get(backend)).toReach(backend);
  await expect(outsider.get(plain)).toReach(plain);

  await lane.apply('mtls-strict.yaml');

  await control('under STRICT the backend refuses the other namespace', outsider.get(backend)).toBeRefused({
    how: 'reset',
    by: backend,
  });
  await control('under STRICT the other namespace can still be called', frontend.get(plain)).toReach(plain);
});

claim('m1-ex6-dr-api', async ({ lane, control, expect }) => {
  const { frontend, plain, outsider } = await lane.world('two-namespaces');
  const server = frontend.get('https://kubernetes.default.svc/version', '', { curl: ['-k'] });
  await control('before STRICT a pod without a sidecar is served', outsider.get(frontend)).toReach(frontend);
  await control('the API server answers', server).toAnswer({ status: 200, body: 'gitVersion' });
  await control('before STRICT a server without a sidecar answers', frontend.get(plain)).toReach(plain);
  await lane.apply('everything-mutual.yaml');
  await control('calls to a plain server fail under a DestinationRule for everything', frontend.get(plain)).toBeRefused({
    how: 'http-503',
  });
  await lane.remove('everything-mutual.yaml');

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(frontend)).toBeRefused({ how: 'reset', by: frontend });
  await expect(server).toAnswer({ status: 200, body: 'gitVersion' });
  await expect(frontend.get(plain)).toReach(plain);
});

const proxies = (which: string) =>
  `kubectl get pods ${which} -o json | jq '[.items[].spec | .containers + (.initContainers // []) | .[] | select(.name == "istio-proxy")] | length'`;

claim('m1-app-proxy-each', async ({ lane, control, expect, erratum, reader }) => {
  const { frontend, backend, outsider, plain } = await lane.world('two-namespaces');
  await control('a pod without a sidecar answers', outsider.get(plain)).toReach(plain);
  await control(
    'the count finds no proxy in a pod without a sidecar',
    reader.runs(proxies(`-n ${lane.namespace}-other -l app=plain`)),
  ).toPrint(/^0$/m);
  await control('one pod of the backend has one proxy', reader.runs(proxies('-l app=backend'))).toPrint(/^1$/m);

  await lane.scale(backend, 2);

  await control('the Service of the two pods answers', frontend.get(backend)).toReach(backend);
  await control('the two pods have one Service', reader.runs('kubectl get services -l app=backend -o name | grep -c .')).toPrint(
    /^1$/m,
  );
  await erratum(reader.runs(proxies('-l app=backend'))).toPrint(/^2$/m);
  await expect(reader.runs(proxies('-l app=backend'))).toPrint(/^1$/m);
});

const signal = (name: string) =>
  `for one in /proc/[0-9]*; do [ "$(cat $one/comm 2>/dev/null)" = envoy ] && kill -${name} "\${one#/proc/}" && echo ${name}; done`;

// last, because a proxy that stays frozen would serve no later claim
claim('m1-app-fail-open', async ({ lane, control, expect, erratum }) => {
  const { frontend, backend, outsider } = await lane.world('two-namespaces');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the outsider reaches the frontend', outsider.get(frontend)).toReach(frontend);

  const frozen = await lane.attempt(frontend.runs(signal('STOP'), 'istio-proxy'));

  await control('the frontend’s proxy is frozen', frozen).toPrint('STOP');
  await control('the backend still answers the outsider', outsider.get(backend)).toReach(backend);
  await erratum(frontend.get(backend)).toBeRefused({ how: 'silence' });
  await erratum(outsider.get(frontend)).toBeRefused({ how: 'silence' });
  await expect(frontend.get(backend)).toReach(backend);

  const thawed = await lane.attempt(frontend.runs(signal('CONT'), 'istio-proxy'));
  await control('the frontend’s proxy runs again', thawed).toPrint('CONT');
  await control('with its proxy back the frontend reaches the backend', frontend.get(backend)).toReach(backend);
});
