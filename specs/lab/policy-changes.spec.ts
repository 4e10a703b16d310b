import { lab } from '#meshproof';

lab('a policy change drops no packet that the policy allows', async ({ lane, control, expect, reader }) => {
  const { frontend, backend } = await lane.world('clear');
  // every request looks the name up again; a lost DNS query is repeated after 5 s (resolv.conf(5)): a name that comes sooner lost none
  const times = '%{time_namelookup} s until the name, %{time_connect} s until the connection';
  const requests = (url: string) =>
    `for i in $(seq 150); do curl -s -m 12 -o /dev/null -w '%{http_code} after ${times}\\n' ${url}; done`;
  const answered = /^200 after [0-4]\./;
  const policy = JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'ingress-of-the-client' },
    spec: { podSelector: { matchLabels: { app: 'frontend' } }, policyTypes: ['Ingress'] },
  });
  const change = `kubectl create -f - <<<'${policy}'; kubectl delete networkpolicy ingress-of-the-client`;
  const changes = Array(8).fill(change).join('\n');

  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('requests that fail are not counted', frontend.lines(requests('http://nosuch'), answered).count).toBe(0);
  await control('the policy is created and deleted eight times', await lane.attempt(reader.runs(changes))).toPrint(
    /(ingress-of-the-client created[^]*deleted[^]*){8}/,
  );
  const [answers] = await Promise.all([
    lane.attempt(frontend.runs(requests('http://backend'))),
    lane.change(reader.runs(changes)),
  ]);
  await expect(reader.lines(answers, answered).count).toBe(150);
});
