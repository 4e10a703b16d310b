import { lab } from '#meshproof';

lab('a policy change drops no packet that the policy allows', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('clear');
  // every request looks the name up again; a lost DNS query is repeated after 5 s, so curl gives up first
  const requests = (url: string) =>
    `kubectl exec deploy/frontend -- sh -c 'n=0; for i in $(seq 150); do curl -s -m 2 -o /dev/null ${url} && n=$((n + 1)); done; echo answered $n'`;
  const policy = JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'ingress-of-the-client' },
    spec: { podSelector: { matchLabels: { app: 'frontend' } }, policyTypes: ['Ingress'] },
  });
  const changes = `for i in 1 2 3 4 5 6 7 8; do kubectl create -f - <<<'${policy}'; kubectl delete networkpolicy ingress-of-the-client; done`;

  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('requests that fail are not counted', reader.runs(requests('http://nosuch'))).toPrint(/^answered 0$/m);
  await control('the policy is created and deleted eight times', await lane.attempt(reader.runs(changes))).toPrint(
    /(ingress-of-the-client created[^]*deleted[^]*){8}/,
  );
  const meanwhile = `(${changes}) >/dev/null & ${requests('http://backend')}; wait`;
  await expect(await lane.attempt(reader.runs(meanwhile))).toPrint(/^answered 150$/m);
});
