import { claim } from '#meshproof';

claim('m1-ex1-debug-tools', async ({ lane, control, expect, needs }) => {
  const { debug } = await lane.world('basics');
  await control('a program that no image has is not found', debug.runs('no-such-program', { absent: 'no-such-program' })).toExit(
    127,
  );

  await expect(debug.runs('for tool in bash curl dig getent sed seq; do command -v $tool || exit 1; done')).toSucceed();
  needs('published-images', await lane.hasPublishedImages(), 'the image here has all of them because it was built to');
});

claim('m1-ex1-curl-frontend', async ({ lane, control, expect, written }) => {
  const { debug, frontend } = await lane.world('basics');
  await control('a name that does not exist cannot be called', debug.get('http://nosuch')).toBeRefused({ how: 'dns' });

  await expect(debug.get(frontend)).toReach(frontend);
  await expect(debug.runs(written.command().replace('| head -n 1', ''))).toPrint('Welcome to nginx');
});

claim('m1-ex1-curl-oracle', async ({ lane, control, expect, note, written }) => {
  const { debug, frontend, backend } = await lane.world('basics');
  const [pod] = await note(backend.podIps());
  const elsewhere = (host: string) => debug.runs(written.command('curl-backend').replace('http://backend', `http://${host}`));
  await control('the frontend can be reached', debug.get(frontend)).toReach(frontend);
  await control('for a name that does not exist no line is printed', elsewhere('nosuch')).toPrint(/^$/);
  await control('for a name that does not exist curl’s error is shown', elsewhere('nosuch')).toFail({
    exit: 0,
    saying: 'Could not resolve host',
  });
  await control('where nobody listens no line is printed', elsewhere(`${pod}:8080`)).toPrint(/^$/);

  await expect(debug.runs(written.command('curl-frontend'))).toPrint(/^<!DOCTYPE html>\n$/);
  await expect(debug.runs(written.command('curl-backend'))).toPrint(/^<!DOCTYPE html>\n$/);
});

claim('m1-ex1-dig', async ({ lane, control, expect, written }) => {
  const { debug } = await lane.world('basics');
  const command = written.command();
  await control(
    'the command prints nothing for a name that does not exist',
    debug.runs(command.replace('backend', 'nosuch')),
  ).toPrint(/^$/);
  await control(
    'the command exits with 0 for a name that does not exist',
    debug.runs(command.replace('backend', 'nosuch')),
  ).toSucceed();

  await expect(debug.runs(command)).toPrint(/^\d+\.\d+\.\d+\.\d+\n$/);
});

claim('m1-ex1-getent', async ({ lane, control, expect, note, written }) => {
  const { debug, backend } = await lane.world('basics');
  const command = written.command();
  await control('a name that does not exist is an error', debug.runs(command.replace('backend', 'nosuch'))).toExit(2);

  await expect(debug.lines(command, /^(\S+)/)).toBe([await note(backend.clusterIp())]);
});

claim('m1-ex1-getent-diagnoses', async ({ lane, control, expect, note, written }) => {
  const { debug, backend } = await lane.world('basics');
  const address = await note(backend.clusterIp());
  // as written, the C library tries each search domain twice
  const getent = `RES_OPTIONS='timeout:1 attempts:1' ${written.command('getent-backend')}`;
  const few = 'mkdir -p /tmp/few; ln -sf $(command -v getent) /tmp/few/; PATH=/tmp/few';
  await control('with dig there, dig gives the address', debug.runs(written.command('dig-backend'))).toPrint(address);
  await control(
    'without dig, its command ends with 127',
    debug.runs(`${few}; ${written.command('dig-backend')}`, { absent: 'dig' }),
  ).toExit(127);
  await expect(debug.runs(`${few}; ${getent}`)).toPrint(address);

  await lane.apply('debug-without-dns.yaml');

  await control('where DNS cannot be reached, getent fails as dig does', debug.runs(getent)).toExit(2);
});

claim('m1-ex1-debug-simulates', async ({ lane, control, expect, note }) => {
  const { debug, frontend, backend } = await lane.world('basics');
  const [address, names, [first]] = [
    await note(backend.clusterIp()),
    await note(backend.podNames()),
    await note(backend.podIps()),
  ];
  await control(
    'requests to a pod’s own address meet one pod',
    debug.spread(backend, { requests: 10, address: first }).distinct,
  ).toBe(1);
  await control('a name that does not exist has no answer', frontend.runs('getent hosts nosuch')).toExit(2);

  await expect(frontend.runs('getent hosts backend')).toPrint(address);
  await expect(debug.runs('getent hosts backend')).toPrint(address);
  const [fromFrontend, fromDebug] = [frontend.spread(backend, { requests: 50 }), debug.spread(backend, { requests: 50 })];
  await expect(fromFrontend.answered).toBe(50);
  await expect(fromDebug.answered).toBe(50);
  await expect(fromFrontend.names).toMeetAll(names);
  await expect(fromDebug.names).toMeetAll(names);
});
