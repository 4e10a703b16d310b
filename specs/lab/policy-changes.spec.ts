import { lab } from '#meshproof';

lab('a policy change drops no packet that the policy allows', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('clear');
  // every request looks the name up again; a lost DNS query is repeated after 5 s, so curl gives up first
  const requests = (url: string) =>
    `kubectl exec deploy/frontend -- sh -c 'for i in $(seq 150); do curl -s -m 2 -o /dev/null ${url} || echo lost; done; echo asked $i times'`;
  const policy = JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'ingress-of-the-client' },
    spec: { podSelector: { matchLabels: { app: 'frontend' } }, policyTypes: ['Ingress'] },
  });
  const changes = `for i in 1 2 3 4 5 6 7 8; do kubectl create -f - <<<'${policy}'; kubectl delete networkpolicy ingress-of-the-client; done`;

  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('a request that fails is printed as lost', reader.runs(requests('http://nosuch'))).toPrint('lost');
  await control('the policy is created and deleted eight times', reader.runs(changes)).toPrint(
    /(ingress-of-the-client created[^]*deleted[^]*){8}/,
  );
  await expect(reader.runs(`(${changes}) >/dev/null & ${requests('http://backend')}; wait`)).toPrint(/^asked 150 times\n$/);
});
