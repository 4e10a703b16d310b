import { claim } from '#meshproof';

/** Counts the answers to requests that began before and after kubectl had applied the policy. Nodes use this machine's clock. */
const answers = (policy: string) => `seen=$(mktemp); trap 'rm $seen' EXIT
kubectl exec deployment/frontend -c nginx -- sh -c 'for i in $(seq 100); do echo $(date +%s%N) $(curl -s -o /dev/null -m 2 -w "%{http_code}" -X POST http://backend/data); sleep 0.03; done' > $seen &
until grep -q ' 405$' $seen; do sleep 0.1; done
{ ${policy}
} >/dev/null
applied=$(date +%s%N)
wait
awk -v applied=$applied '{ print ($1 < applied ? "before" : "after"), $2 }' $seen | sort | uniq -c | tr -s ' ' | paste -sd, -`;

claim('m1-ex7-propagation', async ({ lane, control, expect, erratum, needs, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'nodes of somebody else’s cluster have another clock');
  const { frontend, backend } = await lane.world('strict-pair');
  await control('before the policy POST reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });

  const seen = await lane.attempt(reader.runs(answers(written.command(558))));

  await control('requests reach the application until the policy is applied', seen).toPrint(/ \d+ before 405/);
  await control('the policy denies later requests', seen).toPrint(/ \d+ after 403/);
  await expect(seen).toPrintNothingLike(/ \d+ after 405/);
  await erratum(frontend.post(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend);
  await lane.remove(written.manifest(558));
});
