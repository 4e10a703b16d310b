import { claim } from '#meshproof';

/** Says how many requests were denied, and how long after kubectl's end the last one began that was not. Nodes use this machine's clock. */
const answers = (policy: string) => `seen=$(mktemp); trap 'rm $seen' EXIT
kubectl exec deployment/frontend -c nginx -- sh -c 'for i in $(seq 100); do echo $(date +%s%N) $(curl -s -o /dev/null -m 2 -w "%{http_code}" -X POST http://backend/data); sleep 0.03; done' > $seen &
until grep -q ' 405$' $seen; do sleep 0.1; done
{ ${policy}
} >/dev/null
applied=$(date +%s%N)
wait
awk -v applied=$applied '{ of[$2]++ } $2 == 405 { last = $1 } END { printf "%d served, the last %.1f s after the command\\n%d denied of %d\\n", of[405], (last - applied) / 1e9, of[403], NR }' $seen`;

claim('m1-ex7-propagation', async ({ lane, control, expect, needs, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'nodes of somebody else’s cluster have another clock');
  const { frontend, backend } = await lane.world('strict-pair');
  await control('before the policy POST reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });

  const seen = await lane.attempt(reader.runs(answers(written.command(558))));

  await control('requests reach the application until the policy is applied', seen).toPrint(/^[1-9]\d* served, /);
  await expect(seen).toPrint(/ the last -?[0-2]\.\d s after the command$/m);
  await expect(seen).toPrint(/^[1-9]\d* denied of 100$/m);
  await expect(frontend.post(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend);
  await lane.remove(written.manifest(558));
});
