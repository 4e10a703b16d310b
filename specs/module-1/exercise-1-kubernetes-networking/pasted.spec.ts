import { claim } from '#meshproof';

claim('m1-ex1-expose-frontend-typo', async ({ lane, control, expect, erratum, reader, written }) => {
  const { debug, frontend } = await lane.world('pasted');
  const cleanUp = reader.runs(`${written.command('delete-services')} --dry-run=server`);
  await control('with its Service the frontend answers under its name', debug.get(frontend)).toReach(frontend);
  await lane.change(reader.runs('kubectl delete service frontend'));
  await control('without its Service the frontend’s name does not resolve', debug.get(frontend)).toBeRefused({ how: 'dns' });
  await control(
    'bash takes asterisks for a part of a name',
    reader.runs('**kubectl** get pods', { absent: '**kubectl**' }),
  ).toFail({ exit: 127, saying: 'command not found' });

  const pasted = await lane.attempt(reader.runs(written.command(), { absent: '**kubectl**' }));

  await expect(pasted).toPrint('service/frontend exposed');
  await expect(debug.get(frontend)).toReach(frontend);
  await expect(cleanUp).toSucceed();

  await lane.change(reader.runs('kubectl delete service frontend --ignore-not-found'));
  const repaired = await lane.attempt(reader.runs(written.command().replaceAll('*', '')));

  await erratum(repaired).toPrint('service/frontend exposed');
  await erratum(debug.get(frontend)).toReach(frontend);
  await erratum(cleanUp).toSucceed();
});

claim('m1-ex1-cmp-vip', async ({ lane, control, expect, needs, note }) => {
  needs('our-cluster', await lane.isOurCluster(), 'somebody else’s network may choose the pod before a packet leaves the caller');
  const { debug, backend } = await lane.world('pasted');
  const virtual = await note(backend.clusterIp());
  const [[client = ''], [pod = '']] = [await note(debug.podIps()), await note(backend.podIps())];
  const direct = debug.get(backend, '', { address: pod });
  const toPod = await lane.capture({ on: debug, during: direct, filter: `tcp and dst host ${pod}` });
  await control('calls to a pod’s own address leave the caller for that address', toPod.readable).toBe(5);

  const calls = debug.get(backend);
  const leaving = await lane.capture({ on: debug, during: calls, filter: `tcp and dst host ${virtual}` });
  await control('the calls to the Service are answered', leaving.answered).toBe(5);
  await expect(leaving.readable).toBe(5);
  const arriving = await lane.capture({ on: backend, during: calls, filter: `tcp and src host ${client} and dst host ${pod}` });
  await expect(arriving.readable).toBe(5);
});
