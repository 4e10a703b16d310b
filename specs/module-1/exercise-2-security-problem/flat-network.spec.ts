import { claim } from '#meshproof';

claim('m1-ex2-curl-frontend', async ({ lane, control, expect, written }) => {
  const { attacker, frontend } = await lane.world('plain');
  await control('a Service that does not exist cannot be called', attacker.get('http://no-such-service')).toBeRefused({
    how: 'dns',
  });

  await expect(attacker.get(frontend)).toReach(frontend);
  await expect(attacker.runs(written.command())).toPrint('Welcome to nginx');
});

claim('m1-ex2-curl-backend', async ({ lane, control, expect, written }) => {
  const { attacker, backend } = await lane.world('plain');
  await control('a Service that does not exist cannot be called', attacker.get('http://no-such-service')).toBeRefused({
    how: 'dns',
  });

  await expect(attacker.get(backend)).toReach(backend);
  await expect(attacker.runs(written.command())).toPrint('Server&nbsp;name');
});

claim('m1-ex2-access-everything', async ({ lane, control, expect }) => {
  const { attacker, frontend, backend } = await lane.world('plain');
  const server = 'https://kubernetes.default.svc.cluster.local';
  await expect(attacker.get(frontend)).toReach(frontend);
  await expect(attacker.get(backend)).toReach(backend);
  await expect(attacker.get(server, '', { curl: ['-k'] })).toAnswer({ status: 403, body: 'system:anonymous' });

  await lane.apply('default-deny-egress.yaml');

  await control('a policy that denies Egress keeps the attacker from the frontend', attacker.get(frontend)).toBeRefused({
    how: 'dns-timeout',
  });
});
