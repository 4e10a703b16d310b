import { claim } from '#meshproof';

const called = 'curl -s http://frontend/';

claim('m1-ex5-connectivity', async ({ lane, control, expect }) => {
  const before = await lane.world('clear');
  await control('before the injection the frontend reaches the backend', before.frontend.get(before.backend)).toReach(
    before.backend,
  );
  await control('before the injection the backend reaches the frontend', before.backend.runs(called)).toPrint(
    'Welcome to nginx!',
  );
  await control('before the injection another namespace reaches the frontend', before.outsider.get(before.frontend)).toReach(
    before.frontend,
  );
  await control('before the injection another namespace reaches the backend', before.outsider.get(before.backend)).toReach(
    before.backend,
  );

  const { frontend, backend, outsider } = await lane.world('injected');

  await control('the frontend’s calls pass through a proxy now', frontend.get(backend)).toAnswer({
    status: 200,
    header: ['server', 'envoy'],
  });
  await control('a name that does not exist is an error', frontend.get('http://nosuch/')).toBeRefused({ how: 'dns' });
  await expect(frontend.get(backend)).toReach(backend);
  await expect(backend.runs(called)).toPrint('Welcome to nginx!');
  await expect(outsider.get(frontend)).toReach(frontend);
  await expect(outsider.get(backend)).toReach(backend);
});
