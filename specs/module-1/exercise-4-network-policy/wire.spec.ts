import { claim } from '#meshproof';

const apiServer = 'https://kubernetes.default.svc/version';
// the policy blocks the capture's own test packets, which go to another port
const filter = 'tcp port 80';

claim('m1-ex4-plain-wire', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('lookalikes');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const encrypted = await lane.capture({
    on: frontend,
    during: frontend.get(apiServer, '', { curl: ['--insecure'], maxTime: 10 }),
    filter: 'tcp port 443',
    port: 443,
  });
  await control('requests over TLS are answered', encrypted.answered).toBe(5);
  await control('no request over TLS can be read on the wire', encrypted.readable).toBe(0);
  await control('the requests’ TLS records are recognised', encrypted.tlsRecords).toHold('application data');

  const wire = await lane.capture({ on: backend, during: frontend.get(backend, '', { maxTime: 10 }) });
  await control('requests to the backend are answered', wire.answered).toBe(5);
  await expect(wire.readable).toBe(5);
  await expect(wire.tlsRecords).toBe([]);
});

claim('m1-ex4-lim-encryption', async ({ lane, control, expect, written }) => {
  const { attacker, frontend, backend } = await lane.world('lookalikes');
  const encrypted = await lane.capture({
    on: frontend,
    during: frontend.get(apiServer, '', { curl: ['--insecure'], maxTime: 10 }),
    filter: 'tcp port 443',
    port: 443,
  });
  await control('requests over TLS are answered', encrypted.answered).toBe(5);
  await control('no request over TLS can be read on the wire', encrypted.readable).toBe(0);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  const wire = await lane.capture({ on: backend, during: frontend.get(backend, '', { maxTime: 10 }), filter });
  await control('the captured requests are answered', wire.answered).toBe(5);
  await control('the capture has the requests’ packets', wire.packets).toBeAtLeast(10);
  await expect(wire.readable).toBe(5);
  await expect(wire.tlsRecords).toBe([]);
});

claim('m1-ex4-no-proof', async ({ lane, control, expect, note, written }) => {
  const { attacker, frontend, backend } = await lane.world('lookalikes');
  await lane.apply(written.manifest('backend-policy'));
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  const before = await note(frontend.podNames());
  const headers = { Authorization: 'Bearer a-proof' };
  const shown = await lane.capture({ on: backend, during: frontend.get(backend, '', { headers, maxTime: 10 }), filter });
  await control('the capture shows a token that is sent', shown.headers).toHold('authorization');
  const encrypted = await lane.capture({
    on: frontend,
    during: frontend.get(apiServer, '', { curl: ['--insecure'], maxTime: 10 }),
    filter: 'tcp port 443',
    port: 443,
  });
  await control('the capture shows a handshake with a certificate', encrypted.tlsRecords).toHold('handshake');

  await lane.restart(frontend);

  await control('the frontend’s pod is a new one', frontend.podNames()).toDifferFrom(before);
  await expect(frontend.get(backend)).toReach(backend);
  await control('the policy acts: the attacker is blocked', attacker.get(backend)).toBeDropped();
  const wire = await lane.capture({ on: backend, during: frontend.get(backend, '', { maxTime: 10 }), filter });
  await control('the captured requests are answered', wire.answered).toBe(5);
  await control('the capture has the requests’ packets', wire.packets).toBeAtLeast(10);
  await expect(wire.readable).toBe(5);
  await expect(wire.headers).toBe(['accept', 'host', 'user-agent']);
  await expect(wire.tlsRecords).toBe([]);
});

claim('m1-ex4-plain-proves', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const plain = await lane.world('clear');
  await control('the frontend reaches the backend', plain.frontend.get(plain.backend)).toReach(plain.backend);
  const clear = await lane.capture({ on: plain.backend, during: plain.frontend.get(plain.backend) });
  await erratum(clear.readable).toBe(5);
  await control('without the mesh the command prints the headers', reader.runs(written.command('call-verbosely'))).toPrint(
    /> GET \/ HTTP\/1\.1/,
  );
  const unencrypted = await note(reader.runs(written.command('call-verbosely')));

  const { frontend, backend, outsider } = await lane.world('strict');

  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
  const encrypted = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('the captured requests are answered', encrypted.answered).toBe(5);
  await control('under STRICT the wire carries TLS', encrypted.tlsRecords).toHold('application data');
  await erratum(encrypted.readable).toBe(0);
  await expect(reader.runs(written.command('call-verbosely'))).toTellApart(unencrypted);
});
