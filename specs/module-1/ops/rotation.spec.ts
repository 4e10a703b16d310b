import { claim } from '#meshproof';

const serialOf = (deployment: string) =>
  `kubectl exec deployment/${deployment} -c istio-proxy -- pilot-agent request GET certs 2>/dev/null | jq -r '.certificates[0].cert_chain[0].serial_number'`;
/** For 35 s one request after the other, each over a connection of its own; the serial numbers that both sidecars had meanwhile. */
const watched = `(kubectl exec deployment/frontend -c nginx -- sh -c 'end=$(($(date +%s) + 35)); while [ $(date +%s) -lt $end ]; do curl -s -o /dev/null -m 3 -w "%{http_code}\\n" http://backend/; sleep 0.3; done' | sort | uniq -c | sed 's/^/requests:/' | tr -s ' ') &
for look in 1 2 3 4 5 6; do echo "backend $(${serialOf('backend')})"; echo "frontend $(${serialOf('frontend')})"; sleep 6; done | sort -u | cut -d' ' -f1 | uniq -c | sed 's/^/serial numbers:/' | tr -s ' '
wait
echo "restarts: $(kubectl get pod -l app=backend -o jsonpath='{.items[*].status.containerStatuses[*].restartCount} {.items[*].status.initContainerStatuses[*].restartCount}')"`;

claim('m1-ops-rotate-leaf', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('short-lived');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);

  const seen = await lane.change(reader.runs(watched, { limitMs: 90_000 }));

  await control('it was watched to the end', seen).toSucceed();
  await control('a certificate with the usual lifetime stays the same meanwhile', seen).toPrint(/^serial numbers: 1 frontend$/m);
  await expect(seen).toPrint(/^serial numbers: [3-6] backend$/m);
  await expect(seen).toPrint(/^requests: \d\d+ 200$/m);
  await expect(seen).toPrintNothingLike(/^requests: \d+ (?!200)/m);
  await expect(seen).toPrint(/^restarts: [0 ]+$/m);
});
