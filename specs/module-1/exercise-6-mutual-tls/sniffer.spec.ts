import { claim } from '#meshproof';

/** The ways of calling of an Envoy cluster, by name. */
const sockets = ([cluster]: any) => (cluster.transportSocketMatches ?? []).map(({ name }: any) => name);

claim('m1-ex6-sniffer-vantage', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend, debug } = await lane.world('wire');
  const filter = `host backend.${lane.namespace}.svc.cluster.local and port 80`;
  await lane.apply('mtls-disable.yaml');
  await control(
    'the frontend’s proxy has no mTLS configured',
    reader.json(`${written.command('list-clusters')} -o json`, sockets),
  ).toBe([]);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const own = await lane.capture({ on: debug, during: debug.get(backend), interface: 'any', filter });
  await control('the sniffer, with the document’s filter, reads its own requests', own.readable).toBe(5);
  const inPlace = await lane.capture({ on: backend, during: frontend.get(backend) });
  await erratum(inPlace.readable).toBe(5);
  const plaintext = await lane.capture({ on: debug, during: frontend.get(backend), interface: 'any', filter });
  await control('during the capture the frontend’s requests are answered', plaintext.answered).toBe(5);
  const inPlaintext = await note(plaintext.packets);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', debug.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
  const afterwards = await lane.capture({ on: backend, during: frontend.get(backend) });
  await erratum(afterwards.readable).toBe(0);
  const encrypted = await lane.capture({ on: debug, during: frontend.get(backend), interface: 'any', filter });
  await control('under STRICT the frontend’s requests are answered', encrypted.answered).toBe(5);
  await expect(encrypted.packets).toTellApart(inPlaintext);
});

claim('m1-ex6-sniffer-vip', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend, debug } = await lane.world('wire');
  const filter = `host backend.${lane.namespace}.svc.cluster.local and port 80`;
  await lane.apply('mtls-disable.yaml');
  await control(
    'the frontend’s proxy has no mTLS configured',
    reader.json(`${written.command('list-clusters')} -o json`, sockets),
  ).toBe([]);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const byPort = await lane.capture({ on: backend, during: frontend.get(backend), filter: 'tcp port 80' });
  await erratum(byPort.readable).toBe(5);
  const byName = await lane.capture({ on: backend, during: frontend.get(backend), filter });
  await control('during the capture the frontend’s requests are answered', byName.answered).toBe(5);
  const own = await lane.capture({ on: debug, during: debug.get(backend), filter });
  await control('the filter finds requests that still have the Service’s address', own.readable).toBe(5);
  const inPlaintext = await note(byName.packets);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', debug.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
  const encrypted = await lane.capture({ on: backend, during: frontend.get(backend), filter });
  await control('under STRICT the frontend’s requests are answered', encrypted.answered).toBe(5);
  await expect(encrypted.packets).toTellApart(inPlaintext);
});

claim('m1-ex6-sniffer-any', async ({ lane, control, expect }) => {
  const { frontend, backend, debug } = await lane.world('wire');
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', debug.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const onEth0 = await lane.capture({ on: backend, during: frontend.get(backend), filter: 'tcp port 80' });
  await control('on eth0 the port filter sees the answered requests', onEth0.packets).toBeAtLeast(10);
  const onAny = await lane.capture({ on: backend, during: frontend.get(backend), interface: 'any', filter: 'tcp port 80' });
  await control('during the capture the frontend’s requests are answered', onAny.answered).toBe(5);
  await expect(onAny.readable).toBe(5);
  await expect(onEth0.readable).toBe(0);
  await expect(onEth0.tlsRecords).toHold('application data');
});

/** The pod's name, one of its own requests captured by tcpdump, and a program that it lacks. */
const typed = [
  'hostname',
  '(sleep 2; curl -s http://backend/ >/dev/null) & timeout 20 tcpdump -i any -A -c 1 "port 80" 2>&1 | grep captured',
  'no-such-dump',
];

claim('m1-ex6-sniffer-run', async ({ lane, control, expect, reader }) => {
  const { frontend, backend, debug } = await lane.world('wire');
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: STRICT is in force', debug.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('before the command the sniffer’s pod does not exist', reader.runs('kubectl get pod sniffer')).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  // named here, because an erratum takes the command out of the document
  const command = 'kubectl run sniffer --image=nicolaka/netshoot -it --rm -- /bin/bash';
  const shell = await lane.attempt(reader.types([command, ...typed].join('\n')));

  await control('the sniffer’s shell reports a missing program', shell).toPrint(/no-such-dump: command not found/);
  // the output has lines of its own; the typed text comes back behind the prompt
  await expect(shell).toPrint(/^sniffer$/m);
  await expect(shell).toPrint(/^1 packet captured$/m);
});
