import { claim } from '#meshproof';

const mounted = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt';

claim('m1-ex2-curl-k', async ({ lane, control, expect }) => {
  const { attacker } = await lane.world('api');
  const server = 'https://kubernetes.default.svc.cluster.local';
  await control('without -k and without a known authority the certificate is refused', attacker.get(server)).toBeRefused({
    how: 'tls',
  });
  await control('with -k the server answers', attacker.get(server, '', { curl: ['-k'] })).toAnswer({ status: 403 });

  await expect(attacker.get(server, '', { curl: ['--cacert', mounted] })).toAnswer({ status: 403, body: /"kind": *"Status"/ });
});
