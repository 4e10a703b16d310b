import { claim } from '#meshproof';

claim('m1-ex1-loop-parses', async ({ lane, control, expect, needs, written }) => {
  const { debug } = await lane.world('basics');
  const loop = written.command('ten-requests').replace('sleep 1', '');
  const names = (command: string) => debug.lines(command, /^Server name: ./).count;
  await control('ten requests are announced', debug.runs(loop)).toPrint('=== Request 10 ===');
  await control('the expression finds no name on another page', names(loop.replace('http://backend', 'http://frontend'))).toBe(0);

  await expect(names(loop)).toBe(10);
  needs('published-images', await lane.hasPublishedImages(), 'the page here has the shape that it was built to have');
});

claim('m1-ex1-name-shape', async ({ lane, control, expect, note, written }) => {
  const { debug, backend } = await lane.world('basics');
  const shape = /^backend-[a-z0-9]{6,10}-[a-z0-9]{5}$/;
  const [address] = await note(backend.podIps());
  const names = debug.lines(written.command('ten-requests').replace('sleep 1', ''), /^Server name: (.*)$/).distinct;
  await control('one pod’s own address gives one name', debug.spread(backend, { requests: 10, address }).distinct).toBe(1);

  await expect(names).toHold(shape);
  await expect(names).toLack(/^(?!backend-[a-z0-9]{6,10}-[a-z0-9]{5}$)/);
  await expect(backend.podNames()).toHold(shape);
  await expect(debug.spread(backend, { requests: 50 }).names).toMeetAll(await note(backend.podNames()));
});

claim('m1-ex1-cmp-names', async ({ lane, control, expect, note }) => {
  const { debug, backend } = await lane.world('basics');
  const [address] = await note(backend.podIps());
  await control('one pod’s own address gives one name', debug.spread(backend, { requests: 10, address }).distinct).toBe(1);

  await expect(debug.spread(backend, { requests: 50 }).names).toMeetAll(await note(backend.podNames()));
});

claim('m1-ex1-spreads-requests', async ({ lane, control, expect }) => {
  const { debug, backend } = await lane.world('basics');
  const separate = debug.spread(backend, { requests: 20 });
  await control('twenty curls open twenty connections', separate.connections).toBe(20);
  await expect(separate.distinct).toMeetSeveral({ of: 3 });

  const kept = debug.spread(backend, { requests: 20, keptAlive: true });
  await control('one curl sends twenty requests over one connection', kept.connections).toBe(1);
  await control('all requests over the one connection are answered', kept.answered).toBe(20);
  await expect(kept.distinct).toBe(1);
});

claim('m1-ex1-affinity-proves', async ({ lane, control, expect, reader, written }) => {
  const { debug, backend } = await lane.world('basics');
  await lane.change(reader.runs(written.command('reset-stickiness')));
  await control('without affinity the client meets several pods', debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral(
    {
      of: 3,
    },
  );

  await lane.change(reader.runs(written.command('make-it-sticky')));
  const sticky = debug.spread(backend, { requests: 30 });
  await expect(sticky.distinct).toBe(1);
  await control('all requests are answered', sticky.answered).toBe(30);

  await lane.change(reader.runs(written.command('reset-stickiness')));
  await expect(debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral({ of: 3 });
});

claim('m1-ex1-affinity-n', async ({ lane, control, expect, reader, written }) => {
  const { debug, backend } = await lane.world('basics');
  await lane.change(reader.runs(written.command('reset-stickiness')));
  await control('without affinity several pods answer', debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral({
    of: 3,
  });
  /** The percentage of samples of `size` requests that one pod answered alone. */
  const alike = (size: number, samples: number) => debug.spread(backend, { requests: size * samples, quick: true }).alike(size);

  await control('without affinity a third of the samples of two look sticky', alike(2, 600)).toBeShare(1 / 3);
  await expect(alike(5, 1000)).toBeShare((1 / 3) ** 4);

  await lane.change(reader.runs(written.command('make-it-sticky')));
  await control('with affinity every sample looks sticky', alike(5, 20)).toBe(100);
  await lane.change(reader.runs(written.command('reset-stickiness')));
});
