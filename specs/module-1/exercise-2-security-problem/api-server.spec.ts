import { claim } from '#meshproof';

claim('m1-ex2-curl-api', async ({ lane, control, expect, written }) => {
  const { attacker } = await lane.world('api');
  const server = 'https://kubernetes.default.svc.cluster.local';
  await control('without -k the certificate is checked and refused', attacker.get(server)).toBeRefused({ how: 'tls' });

  await expect(attacker.get(server, '', { curl: ['-k'] })).toAnswer({ status: 403, body: /"kind": *"Status"/ });
  await expect(attacker.runs(written.command())).toPrint('"apiVersion": "v1"');
});

claim('m1-ex2-curl-k', async ({ lane, control, expect }) => {
  const { attacker } = await lane.world('api');
  const server = 'https://kubernetes.default.svc.cluster.local';
  const mounted = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt';
  await expect(attacker.get(server, '', { curl: ['--cacert', mounted] })).toAnswer({ status: 403, body: 'system:anonymous' });

  await control('without that authority curl refuses the certificate', attacker.get(server)).toBeRefused({ how: 'tls' });
});
