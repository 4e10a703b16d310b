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

claim('m1-ex2-access-everything', async ({ lane, control, expect, erratum, reader }) => {
  const { attacker, frontend, backend } = await lane.world('plain');
  const server = 'https://kubernetes.default.svc.cluster.local';
  const apiServer = attacker.get(server, '', { curl: ['-k'] });
  await control('an administrator gets the API server’s start page', reader.runs('kubectl get --raw /')).toPrint('"paths"');
  await control(
    'the attacker gets the version, which anybody may read',
    attacker.get(`${server}/version`, '', { curl: ['-k'] }),
  ).toAnswer({ status: 200, body: 'gitVersion' });

  await expect(attacker.get(frontend)).toReach(frontend);
  await expect(attacker.get(backend)).toReach(backend);
  await expect(apiServer).toAnswer({ status: 200 });
  await erratum(apiServer).toAnswer({ status: 403, body: 'system:anonymous' });
});
