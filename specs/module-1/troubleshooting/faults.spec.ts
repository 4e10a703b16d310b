import { claim } from '#meshproof';

const nameOf = (app: string) => `$(kubectl get pod -l app=${app} -o jsonpath='{.items[0].metadata.name}')`;

claim('m1-ts-pc-finds', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const table = written
    .command('clusters-of-the-pod')
    .replace('<pod-name>', nameOf('frontend'))
    .replace('<service>', 'backend')
    .replace('<namespace>', lane.namespace);
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('in health the frontend is served', frontend.get(backend, '', { maxTime: 5 })).toReach(backend);
  await control('in health the table lists the backend', reader.runs(table)).toPrint(/^backend\..* outbound/m);
  await control('in health the table names no rule', reader.runs(table)).toPrintNothingLike('backend-tls');

  await lane.apply('backend-no-tls.yaml');

  await control('without TLS the frontend’s calls fail', frontend.get(backend, '', { maxTime: 5 })).toBeRefused({
    how: 'http-503',
  });
  await expect(reader.runs(table)).toPrint(/^backend\..* outbound .* backend-tls\./m);
});

claim('m1-ts-grep-tls', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const errors = reader.lines(written.command().replace('<pod-name>', nameOf('frontend')), ' /handshake ');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('in health the call is served', frontend.get(backend, '/handshake', { maxTime: 5 })).toReach(backend);
  await control('in health the log has the call', frontend.log('/handshake', 'istio-proxy')).toHold(/ 200 - via_upstream /);
  await control('in health the command shows no error', errors).toBe([]);

  await lane.apply('backend-other-identity.yaml');

  await control('calls to a server with another identity fail', frontend.get(backend, '/handshake', { maxTime: 5 })).toBeRefused({
    how: 'http-503',
  });
  await expect(errors).toHold(/"GET \/handshake HTTP\/1\.1" 503 .*TLS_error:.*CERTIFICATE_VERIFY_FAILED/);
});

claim('m1-ts-grep-tls-plain', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const errors = reader.lines(written.command().replace('<pod-name>', nameOf('frontend')), ' /plain ');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('in health the call is served', frontend.get(backend, '/plain', { maxTime: 5 })).toReach(backend);
  const [address] = await note(frontend.podIps());

  await lane.apply('backend-no-tls.yaml');

  await control('without TLS the frontend’s calls fail', frontend.get(backend, '/plain', { maxTime: 5 })).toBeRefused({
    how: 'http-503',
  });
  await control('the caller’s log has the failed calls', frontend.log('/plain', 'istio-proxy')).toHold(
    /"GET \/plain HTTP\/1\.1" 503/,
  );
  await expect(errors).toBe([]);
  await expect(backend.log('filter_chain_not_found', 'istio-proxy')).toHold(new RegExp(` ${address}:`));
});

claim('m1-ts-analyze-finds', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict');
  const analysis = reader.runs(written.command('analyze'));
  await lane.apply(written.manifest('backend-authz'));
  await control('POST is denied: the policy is in force', frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('the healthy policy lets GET pass', frontend.get(backend, '/')).toReach(backend);
  await control('in health the analysis names no policy', analysis).toPrintNothingLike('AuthorizationPolicy');

  await lane.apply('wrong-selector.yaml');

  await expect(analysis).toPrint(/\[IST0127\] \(AuthorizationPolicy \S+\/nobody-authz\)/);

  await lane.remove('wrong-selector.yaml');
  await lane.apply('wrong-principal.yaml');

  await control('a wrong principal denies GET', frontend.get(backend, '/')).toBeDeniedBy(backend);
  await expect(analysis).toPrintNothingLike('AuthorizationPolicy');
});

claim('m1-ts-describe', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict');
  const describe = (name: string) => reader.runs(written.command('describe-the-pod').replace('<pod-name>', name));
  await control('the healthy frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the description of a healthy pod names no failed pull', describe(nameOf('frontend'))).toPrintNothingLike(
    'Failed to pull image',
  );

  await lane.apply('stuck.yaml');

  await expect(describe('stuck')).toPrint(/Failed to pull image "meshproof\/nosuch:1"/);
  await control('the stuck pod has not started', reader.runs('kubectl get pod stuck')).toPrint(/ 0\/2 /);
});

claim('m1-ts-not-created', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict');
  const of = (place: string, pods: string) => reader.runs(written.command(place).replace('<pod-name>', pods));
  const replicaSet = reader.runs('kubectl describe replicaset -l app=not-injected');
  await control('pods that were created with a sidecar answer', frontend.get(backend)).toReach(backend);
  await control('before the manifest the ReplicaSet does not exist', replicaSet).toPrintNothingLike(/\S/);
  await lane.apply('stuck.yaml');
  await control('the first command names the reason of a pod that exists', of('describe-the-pod', 'stuck')).toPrint(
    'Failed to pull image',
  );

  await lane.apply('not-injected.yaml');

  await expect(replicaSet).toPrint(/FailedCreate .*sidecar-injector\.istio\.io/);
  await expect(of('describe-the-pod', '-l app=not-injected')).toFail({ exit: 0, saying: 'No resources found' });
  await expect(of('log-of-istio-init', '-l app=not-injected')).toFail({ exit: 0, saying: 'No resources found' });
});
