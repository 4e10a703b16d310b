import { claim } from '#meshproof';

claim('m1-ex1-names-vary', async ({ lane, control, expect, note }) => {
  const { debug, backend } = await lane.world('basics');
  const [address] = await note(backend.podIps());
  await control('one pod’s own address gives one name', debug.spread(backend, { requests: 10, address }).distinct).toBe(1);

  const spread = debug.spread(backend, { requests: 20 });
  await control('all requests are answered', spread.answered).toBe(20);
  await expect(spread.distinct).toMeetSeveral({ of: 3 });
});

claim('m1-ex1-all-three', async ({ lane, control, expect, note }) => {
  const { debug, backend } = await lane.world('basics');
  const [address] = await note(backend.podIps());
  await control('one pod’s own address gives one name', debug.spread(backend, { requests: 10, address }).distinct).toBe(1);

  const spread = debug.spread(backend, { requests: 50 });
  await control('all requests are answered', spread.answered).toBe(50);
  await expect(spread.distinct).toMeetAll(3);
  await expect(spread.names).toMeetAll(await note(backend.podNames()));
});

claim('m1-ex1-proves-lb', async ({ lane, control, expect, note }) => {
  const { debug, backend } = await lane.world('basics');
  const [first, second, third] = await note(backend.podIps());
  await control('the first pod’s address gives one name', debug.spread(backend, { requests: 10, address: first }).distinct).toBe(
    1,
  );
  await control(
    'the second pod’s address gives one name',
    debug.spread(backend, { requests: 10, address: second }).distinct,
  ).toBe(1);
  await control('the third pod’s address gives one name', debug.spread(backend, { requests: 10, address: third }).distinct).toBe(
    1,
  );

  const address = await note(backend.clusterIp());
  const spread = debug.spread(backend, { requests: 20, address });
  await control('all requests to the Service’s address are answered', spread.answered).toBe(20);
  await expect(spread.distinct).toMeetSeveral({ of: 3 });
});

claim('m1-ex1-vip-constant', async ({ lane, control, expect, note }) => {
  const { debug, backend } = await lane.world('basics');
  const address = await note(backend.clusterIp());
  const [first = '', second = ''] = await note(backend.podIps());
  await control(
    'a pod’s address shows as the remote address',
    debug.spread(backend, { requests: 3, address: first }).remoteIps,
  ).toBe([first]);
  await control(
    'another pod’s address shows as another remote address',
    debug.spread(backend, { requests: 3, address: second }).remoteIps,
  ).toBe([second]);

  const spread = debug.spread(backend, { requests: 20 });
  await control('several pods answer', spread.distinct).toMeetSeveral({ of: 3 });
  await expect(spread.remoteIps).toBe([address]);
});

claim('m1-ex1-affinity-sticky', async ({ lane, control, expect, reader, written }) => {
  const { debug, backend } = await lane.world('basics');
  await lane.change(reader.runs(written.command('reset-stickiness')));
  await control(
    'without affinity the same client meets several pods',
    debug.spread(backend, { requests: 30 }).distinct,
  ).toMeetSeveral({ of: 3 });

  const patched = await lane.attempt(reader.runs(written.command('make-it-sticky')));

  await control('the document’s patch is accepted', patched).toPrint('service/backend patched');
  const spread = debug.spread(backend, { requests: 30 });
  await expect(spread.distinct).toBe(1);
  await control('all requests are answered', debug.spread(backend, { requests: 30 }).answered).toBe(30);
  await lane.change(reader.runs(written.command('reset-stickiness')));
});

claim('m1-ex1-affinity-reset', async ({ lane, control, expect, reader, written }) => {
  const { debug, backend } = await lane.world('basics');
  await lane.change(reader.runs(written.command('make-it-sticky')));
  await control('with affinity the client meets one pod', debug.spread(backend, { requests: 30 }).distinct).toBe(1);

  const reset = await lane.attempt(reader.runs(written.command('reset-stickiness')));

  await control('the document’s patch is accepted', reset).toPrint('service/backend patched');
  await expect(debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral({ of: 3 });
});

claim('m1-ex1-affinity-patch', async ({ lane, control, expect, reader, written }) => {
  await lane.world('basics');
  const stored = reader.json('kubectl get service backend -o json', ({ spec }) => [
    spec.sessionAffinity,
    spec.sessionAffinityConfig,
  ]);
  await lane.change(reader.runs(written.command('reset-stickiness')));
  await control('before the patch the affinity is None', stored).toBe(['None', null]);

  const patched = await lane.attempt(reader.runs(written.command('make-it-sticky')));

  await expect(patched).toPrint('service/backend patched');
  await expect(stored).toBe(['ClientIP', { clientIP: { timeoutSeconds: 10800 } }]);
  await lane.change(reader.runs(written.command('reset-stickiness')));
});
