import { claim } from '#meshproof';

// an answered call; what differs from call to call is left out: the query, the time, sizes and durations, the caller's mark, request ids and ports
const call =
  /"(GET \/proof)\?\w+ (HTTP\S+ 200 .*) \d+ \d+ \d+ \d+ ("[^"]*") "[^"]*" "[^"]*" ("[^"]*" "[^"]*" \S+ [\d.]+):\d+ ([\d.]+):\d+ ([\d.]+):\d+ (.*)$/;

claim('m1-app-demo-proof', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('two-namespaces');
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('under STRICT the call is answered', frontend.get(backend, '/proof?secret')).toReach(backend);
  const encrypted = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('under STRICT no captured call can be read on the wire', encrypted.readable).toBe(0);
  const shown = reader.lines(written.command('proxy-log'), call).distinct;
  await control('the log has the line of the call', shown).toHold(/^GET \/proof HTTP\/1\.1" 200 /);
  const underStrict = await note(shown);

  await lane.apply('mtls-disable.yaml');

  await control('without mTLS plaintext is accepted', outsider.get(backend)).toReach(backend);
  await control('without mTLS the call is answered', frontend.get(backend, '/proof?public')).toReach(backend);
  const clear = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('without mTLS captured calls can be read on the wire', clear.readable).toBe(5);
  await control(
    'the log has the line of the second call',
    reader.lines(written.command('proxy-log'), /\/proof\?public HTTP\S+ 200 /).count,
  ).toBeAtLeast(1);
  await expect(shown).toBe(underStrict);
});

claim('m1-app-gradual', async ({ lane, control, expect }) => {
  const { frontend, backend, plain, outsider } = await lane.world('two-namespaces');
  await expect(outsider.get(backend)).toReach(backend);
  await expect(frontend.get(plain)).toReach(plain);
  await expect(frontend.get(backend)).toReach(backend);
  await expect(outsider.get(plain)).toReach(plain);

  await lane.apply('mtls-strict.yaml');

  await control('under STRICT the backend refuses the other namespace', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
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
  await control('calls to the API server fail under a DestinationRule for everything', server).toBeRefused({ how: 'tls' });
  await lane.remove('everything-mutual.yaml');

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(frontend)).toBeRefusedAsPlaintextBy(frontend);
  await expect(server).toAnswer({ status: 200, body: 'gitVersion' });
  await expect(frontend.get(plain)).toReach(plain);
});

/** Where the frontend's proxy writes its access log, if it does. */
const log = 'istioctl proxy-config listeners deployment/frontend --port 80 -o json';

// late, because without an access log no proxy is a witness
claim('m1-app-demo', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('two-namespaces');
  const shown = (path: string) => reader.lines(written.command(), ` ${path} `);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the frontend’s proxy writes an access log', reader.runs(log)).toPrint('/dev/stdout');
  await control('before the call the log has no line of the call', shown('/demo')).toBe([]);

  await lane.request(frontend.get(backend, '/demo'));

  await control('the application has answered the call', backend.logged('"GET /demo HTTP/1.1" 200')).toBe(1);
  await expect(shown('/demo')).toHold(/"GET \/demo HTTP\/1\.1" 200 .*outbound\|80\|\|backend\./);

  await lane.apply('silent.yaml');
  await control('the frontend’s proxy writes no access log any more', reader.runs(log)).toPrintNothingLike('/dev/stdout');
  await lane.request(frontend.get(backend, '/unlogged'));

  await control('the application has answered the call without a log', backend.logged('"GET /unlogged HTTP/1.1" 200')).toBe(1);
  await expect(shown('/unlogged')).toBe([]);
});

// last, because a proxy that stays frozen would serve no later claim
claim('m1-app-fail-open', async ({ lane, control, expect, erratum }) => {
  const { frontend, backend, outsider } = await lane.world('two-namespaces');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the outsider reaches the frontend', outsider.get(frontend)).toReach(frontend);

  const frozen = await lane.attempt(frontend.signals('STOP', 'envoy', 'istio-proxy'));

  await control('the frontend’s proxy is frozen', frozen).toPrint('STOP');
  await control('the frontend’s application still answers within its own pod', frontend.get('http://localhost/')).toReach(
    frontend,
  );
  await control('the backend still answers the outsider', outsider.get(backend)).toReach(backend);
  await erratum(frontend.get(backend)).toBeRefused({ how: 'silence' });
  await erratum(outsider.get(frontend)).toBeRefused({ how: 'silence' });
  await expect(frontend.get(backend)).toReach(backend);

  const thawed = await lane.attempt(frontend.signals('CONT', 'envoy', 'istio-proxy'));
  await control('the frontend’s proxy runs again', thawed).toPrint('CONT');
  await control('with its proxy back the frontend reaches the backend', frontend.get(backend)).toReach(backend);
});
