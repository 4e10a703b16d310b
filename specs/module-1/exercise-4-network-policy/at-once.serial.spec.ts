import { claim } from '#meshproof';

/** Calls an address: a name that is not resolved in time would look like a refusal. */
const request = (address: string) =>
  `kubectl exec attacker -- curl -s -o /dev/null -m 2 -w '%{http_code} ' http://${address}; echo "status $?"`;

/** Applies the policy and sends the attacker's request at once; five times, each after a request has passed. */
const rounds = (apply: string, address: string) => `for round in 1 2 3 4 5; do
until { ${request(address)}; } | grep -q '^200 '; do :; done
{ ${apply}
} >/dev/null
${request(address)}
kubectl delete networkpolicy backend-policy >/dev/null
done`;

// serial: a policy engine that waits for a CPU core would seem slow
claim('m1-ex4-propagation', async ({ lane, control, expect, note, reader, written }) => {
  const { attacker, backend } = await lane.world('one-backend');
  const address = await note(backend.clusterIp());
  await control('without the policy the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await control('without the policy the measuring command gets an answer', reader.runs(request(address))).toPrint('200 status 0');

  const seen = await lane.attempt(reader.runs(rounds(written.command(), address), { limitMs: 120_000 }));

  await expect(seen).toPrint(/^(000 status 28\n){5}$/);
  await control('after the policy’s deletion the attacker is served again', attacker.get(backend)).toReach(backend);
});
