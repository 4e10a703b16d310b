import { claim } from '#meshproof';

claim('m1-ex1-debug-tools', async ({ lane, control, expect }) => {
  const { debug } = await lane.world('basics');
  await control('a program that no image has is not found', debug.runs('command -v no-such-program || echo none')).toPrint(
    /^none\n$/,
  );

  await expect(debug.runs('for tool in bash curl dig getent sed seq; do command -v $tool || exit 1; done')).toSucceed();
});

claim('m1-ex1-curl-frontend', async ({ lane, control, expect, written }) => {
  const { debug, frontend } = await lane.world('basics');
  await control('a name that does not exist cannot be called', debug.get('http://nosuch')).toBeRefused({ how: 'dns' });

  await expect(debug.get(frontend)).toReach(frontend);
  await expect(debug.runs(written.command().replace('| head -n 1', ''))).toPrint('Welcome to nginx');
});

claim('m1-ex1-curl-oracle', async ({ lane, control, expect, erratum, note, written }) => {
  const { debug } = await lane.world('basics');
  const whole = (line: number) => debug.runs(written.command(line).replace('| head -n 1', ''));
  await control('the command gets the frontend’s page', whole(86)).toPrint('Welcome to nginx');
  await control('the command gets the backend’s page', whole(87)).toPrint('Server&nbsp;name');
  await control('the frontend’s page has no server name', whole(86)).toPrintNothingLike('Server&nbsp;name');

  await expect(debug.runs(written.command(86))).toTellApart(await note(debug.runs(written.command(87))));

  const corrected = (service: string) => debug.runs(`curl -sSf http://${service} | grep -o '<title>[^<]*'`);
  await erratum(corrected('frontend')).toPrint('<title>Welcome to nginx');
  await erratum(corrected('frontend')).toTellApart(await note(corrected('backend')));
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

  await expect(debug.runs(`${command} | cut -d ' ' -f 1`)).toPrint(`${await note(backend.clusterIp())}\n`);
});

claim('m1-ex1-getent-diagnoses', async ({ lane, control, expect, erratum, note, written }) => {
  const { debug, backend } = await lane.world('basics');
  const address = await note(backend.clusterIp());
  // as written, dig tries three times for 5 s each
  const dig = debug.runs(`${written.command(93)} +time=1 +tries=1`);
  // as written, the C library tries each search domain twice
  const getent = debug.runs(`RES_OPTIONS='timeout:1 attempts:1' ${written.command(103)}`);
  await control('before the policy dig prints the Service’s address', dig).toPrint(address);
  await control('before the policy getent prints the Service’s address', getent).toPrint(address);
  await erratum(
    debug.runs(`mkdir -p /tmp/few; ln -sf $(command -v getent) /tmp/few/; PATH=/tmp/few; dig; ${written.command(103)}`, {
      absent: 'dig',
    }),
  ).toPrint(address);

  await lane.apply('debug-without-dns.yaml');

  await control('dig fails where DNS cannot be reached', dig).toExit(9);
  await expect(getent).toPrint(address);
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
