import { lab } from '#meshproof';

lab(
  'nothing in the cluster reaches outside its own network',
  { needs: ['isolated-network'] },
  async ({ lane, control, expect }) => {
    const { client, nodeside, backend } = await lane.world('outside');
    await control('the pod reaches a Service inside the cluster', client.get(backend)).toReach(backend);
    await control(
      'a process on the node reaches the API server’s Service',
      nodeside.runs(`curl -sk -m 3 -o /dev/null https://10.96.0.1/version`),
    ).toExit(0);

    // TEST-NET-3 (RFC 5737): no host has this address
    const outward = await lane.outward([
      client.runs('curl -s -m 4 http://203.0.113.7/; echo status $?'),
      nodeside.runs('curl -s -m 4 http://203.0.113.7/; echo status $?'),
    ]);

    await control('the capture on this machine’s way out saw its own test packets', outward.own).toBe(2);
    const unanswered = /^status (7|28)$/m;
    await expect(outward.attempts[0]).toPrint(unanswered);
    await expect(outward.attempts[1]).toPrint(unanswered);
    await expect(outward.left).toBe(0);
  },
);
