import { claim } from '#meshproof';

claim('m1-ex6-pc-cmd', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control(
    'Envoy has no cluster for a name that does not exist',
    reader.runs(written.command().replace('backend', 'nosuch')),
  ).toPrintNothingLike(/outbound/);
  await expect(reader.runs(written.command())).toPrint(/^backend\.\S+\.svc\.cluster\.local +80 +- +outbound +EDS/m);
});

claim('m1-ex6-pc-shows-tls', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  const sockets = reader.json(`${written.command('list-clusters')} -o json`, ([cluster]) =>
    (cluster.transportSocketMatches ?? []).map(({ name }: any) => name),
  );
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const strict = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('under STRICT the requests are answered', strict.answered).toBe(5);
  await control('under STRICT the wire is encrypted', strict.readable).toBe(0);
  await erratum(sockets).toHold('tlsMode-istio');
  const underStrict = await note(reader.runs(written.command('list-clusters')));

  await lane.apply('mtls-disable.yaml');

  await erratum(sockets).toLack('tlsMode-istio');
  await control('without mTLS the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const disabled = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('without mTLS the wire is readable', disabled.readable).toBe(5);
  await control('the table of clusters lists the backend', reader.runs(written.command('list-clusters'))).toPrint(/^backend\./m);
  await expect(reader.runs(written.command('list-clusters'))).toTellApart(underStrict);
});

claim('m1-ex6-tls-check', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  const neighbour = written.command().replace('authn tls-check', 'experimental describe pod');
  await control('a neighbouring istioctl command works on the same pod', reader.runs(neighbour)).toSucceed();
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await expect(reader.runs(written.command())).toBeCurrent();
  await erratum(reader.runs(written.command().replace('authn tls-check', 'x describe pod'))).toPrint(
    'Workload mTLS mode: STRICT',
  );
});

/** The document's pipeline with another filter: its erratum has another one than its text. */
const filtered = (pipeline: string, filter: string) => pipeline.replace(/jq -r '.*'/, `jq -r '${filter}'`);

claim('m1-ex6-socket-auto', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const asWritten = `${written.command('set-pod')}\n${written.command('transport-socket')}`;
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend is served', frontend.get(backend)).toReach(backend);
  await control('the document’s pipeline reads the backend’s cluster', reader.runs(filtered(asWritten, '.[0].name'))).toPrint(
    /outbound\|80\|\|backend/,
  );
  await expect(reader.runs(asWritten)).toPrint('envoy.transport_sockets.tls');
  await erratum(
    reader.runs(filtered(asWritten, '.[0].transportSocketMatches[] | select(.name=="tlsMode-istio").transportSocket.name')),
  ).toPrint(/^envoy\.transport_sockets\.tls$/m);
});

claim('m1-ex6-socket-dr', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const ownSocket = reader.runs(
    filtered(`${written.command('set-pod')}\n${written.command('transport-socket')}`, '.[0].transportSocket.name'),
  );
  await control('without the DestinationRule the pipeline prints null', ownSocket).toPrint(/^null$/m);
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);

  await lane.apply('backend-istio-mutual.yaml');
  await expect(ownSocket).toPrint(/^envoy\.transport_sockets\.tls$/m);
  await control('under the DestinationRule the frontend is served', frontend.get(backend)).toReach(backend);

  await lane.remove('backend-istio-mutual.yaml');
  await control('without the DestinationRule the pipeline prints null again', ownSocket).toPrint(/^null$/m);
});

claim('m1-ex6-socket-weak', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  const asWritten = `${written.command('set-pod')}\n${written.command('transport-socket')}`;
  const own = '.[0].transportSocket.typedConfig.commonTlsContext.tlsCertificateSdsSecretConfigs[0].name';
  const certificate = reader.runs(filtered(asWritten, own));
  await lane.apply('backend-istio-mutual.yaml');
  await control('with mutual TLS the frontend shows a certificate of its own', certificate).toPrint(/^default$/m);
  await control('with mutual TLS the frontend is served', frontend.get(backend)).toReach(backend);
  await expect(reader.runs(filtered(asWritten, '.[0].transportSocket.name'))).toPrint(/^envoy\.transport_sockets\.tls$/m);

  await lane.apply('backend-simple-tls.yaml');

  await control('with one-sided TLS the frontend shows no certificate', certificate).toPrint(/^null$/m);
  await expect(reader.runs(filtered(asWritten, '.[0].transportSocket.name'))).toPrint(/^envoy\.transport_sockets\.tls$/m);
  await expect(frontend.get(backend, '', { maxTime: 5 })).toBeRefused({ how: 'http-503' });
});

claim('m1-ex6-jq-tool', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const lines = `${written.command('set-pod')}\n${written.command()}`;
  const without = 'bin=$(mktemp -d); trap "rm -r $bin" EXIT; ln -s $(command -v kubectl) $(command -v istioctl) $bin';
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('with jq the lines print what they select', reader.runs(lines)).toPrint(
    /^(null|envoy\.transport_sockets\.tls)\n$/,
  );
  await expect(reader.runs(`${without}\n(PATH=$bin; ${lines})`, { absent: 'jq' })).toFail({
    exit: 127,
    saying: 'jq: command not found',
  });
});
