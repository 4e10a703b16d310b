import { claim } from '#meshproof';

const serialOf = (deployment: string) =>
  `kubectl exec deployment/${deployment} -c istio-proxy -- pilot-agent request GET certs 2>/dev/null | jq -r '.certificates[0].cert_chain[0].serial_number'`;
const chainOf = (deployment: string) =>
  `istioctl proxy-config secret deployment/${deployment} -o json | jq -r '.dynamicActiveSecrets[] | select(.name == "default").secret.tlsCertificate.certificateChain.inlineBytes' | base64 -d`;
const ofMesh = `kubectl get configmap istio-ca-root-cert -o jsonpath='{.data.root-cert\\.pem}'`;
const ofAnother = 'openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /O=cluster.local -keyout /dev/null 2>/dev/null';
/** Verifies the backend's current certificate by an authority's certificate. */
const verified = (authority: string) =>
  `chain=$(mktemp); trap 'rm $chain' EXIT; ${chainOf('backend')} > $chain; openssl verify -no_check_time -CAfile <(${authority}) -untrusted $chain $chain`;
/** Waits until the backend has another certificate; compares the frontend’s before and after. */
const renewed = `first=$(${serialOf('backend')}); other=$(${serialOf('frontend')})
until next=$(${serialOf('backend')}) && [ -n "$next" ] && [ "$next" != "$first" ]; do sleep 1; done
echo "backend: \${first:+one}, then another"; [ "$other" = "$(${serialOf('frontend')})" ] && echo "frontend: \${other:+one}, and the same"`;

claim('m1-ex6-q-certs', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('short-lived');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('another authority has not issued the certificate', reader.runs(verified(ofAnother))).toExit(2);
  await expect(reader.runs(verified(ofMesh))).toSucceed();

  const watched = await lane.attempt(reader.runs(renewed, { limitMs: 100_000 }));

  await control('a certificate with the usual lifetime stays the same', watched).toPrint('frontend: one, and the same');
  await expect(watched).toPrint('backend: one, then another');
  await expect(reader.runs(verified(ofMesh))).toSucceed();
  await control('with the renewed certificate the frontend is still served', frontend.get(backend)).toReach(backend);
});

/** A hundred requests in 33 s, to an address: a failed look-up would look like an interruption. Counts the statuses. */
const hundred = (address: string) =>
  `curl -s -m 3 --rate 180/m -o /dev/null -w '%{http_code}\\n' 'http://${address}/?[1-100]' | sort | uniq -c`;

claim('m1-ops-rotate-leaf', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend } = await lane.world('short-lived');
  const certificateOf = (deployment: string) => reader.runs(`istioctl proxy-config secret deployment/${deployment}`);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const address = await note(backend.clusterIp());
  const pods = await note(backend.podNames());
  const usual = await note(certificateOf('frontend'));
  const first = await note(certificateOf('backend'));

  const answers = await lane.attempt(frontend.runs(hundred(address)));

  await control('a certificate with the usual lifetime stays the same', certificateOf('frontend')).toBe(usual);
  await expect(certificateOf('backend')).toDifferFrom(first);
  await expect(answers).toPrint(/^ *100 200\n$/);
  await expect(backend.podNames()).toBe(pods);
  await expect(reader.runs("kubectl get pods -l app=backend -o jsonpath='{..restartCount}'")).toPrint(/^[0 ]+$/);
});
