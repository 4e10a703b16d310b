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

/**
 * Sends requests for 35 s, each on a new connection, to an address: a failed look-up would look like an interruption.
 * Counts the serial numbers that both sidecars had during that time.
 */
const watched = (
  address: string,
) => `(kubectl exec deployment/frontend -c nginx -- sh -c 'end=$(($(date +%s) + 35)); while [ $(date +%s) -lt $end ]; do curl -s -o /dev/null -m 3 -w "%{http_code}\\n" http://${address}/; sleep 0.3; done' | sort | uniq -c | sed 's/^/requests:/' | tr -s ' ') &
for look in 1 2 3 4 5 6; do echo "backend $(${serialOf('backend')})"; echo "frontend $(${serialOf('frontend')})"; sleep 6; done | sort -u | cut -d' ' -f1 | uniq -c | sed 's/^/serial numbers:/' | tr -s ' '
wait
echo "restarts: $(kubectl get pod -l app=backend -o jsonpath='{.items[*].status.containerStatuses[*].restartCount} {.items[*].status.initContainerStatuses[*].restartCount}')"`;

claim('m1-ops-rotate-leaf', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend } = await lane.world('short-lived');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);

  const seen = await lane.attempt(reader.runs(watched(await note(backend.clusterIp())), { limitMs: 90_000 }));

  await control('the rotation was watched to the end', seen).toSucceed();
  await control('a certificate with the usual lifetime stays the same', seen).toPrint(/^serial numbers: 1 frontend$/m);
  await expect(seen).toPrint(/^serial numbers: [3-6] backend$/m);
  await expect(seen).toPrint(/^requests: \d\d+ 200$/m);
  await expect(seen).toPrintNothingLike(/^requests: \d+ (?!200)/m);
  await expect(seen).toPrint(/^restarts: [0 ]+$/m);
});
