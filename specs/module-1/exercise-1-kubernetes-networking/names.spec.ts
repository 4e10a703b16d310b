import { claim } from '#meshproof';

claim('m1-ex1-loop-parses', async ({ lane, control, expect, needs, written }) => {
  const { debug } = await lane.world('basics');
  const loop = written.command(111).replace('sleep 1', '');
  const names = (command: string) => debug.runs(`{ ${command}\n} | grep -c '^Server name: .'`);
  await control('ten requests are announced', debug.runs(loop)).toPrint('=== Request 10 ===');
  await control('the expression finds no name on another page', names(loop.replace('http://backend', 'http://frontend'))).toPrint(
    /^0\n$/,
  );

  await expect(names(loop)).toPrint(/^10\n$/);
  needs('published-images', await lane.hasPublishedImages(), 'the page here has the shape that it was built to have');
});

claim('m1-ex1-name-shape', async ({ lane, control, expect, note, written }) => {
  const { debug, backend } = await lane.world('basics');
  const shape = /^backend-[a-z0-9]{6,10}-[a-z0-9]{5}$/;
  const [address] = await note(backend.podIps());
  const names = debug.runs(`${written.command(111).replace('sleep 1', '')} | sed -n 's/^Server name: //p' | sort -u`);
  await control('one pod’s own address gives one name', debug.spread(backend, { requests: 10, address }).distinct).toBe(1);

  await expect(names).toPrint(/^(backend-[a-z0-9]{6,10}-[a-z0-9]{5}\n)+$/);
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
  await lane.change(reader.runs(written.command(164)));
  await control('without affinity the client meets several pods', debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral(
    {
      of: 3,
    },
  );

  await lane.change(reader.runs(written.command(147)));
  const sticky = debug.spread(backend, { requests: 30 });
  await expect(sticky.distinct).toBe(1);
  await control('all requests are answered', sticky.answered).toBe(30);

  await lane.change(reader.runs(written.command(164)));
  await expect(debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral({ of: 3 });
});

claim('m1-ex1-affinity-n', async ({ lane, control, expect, reader, written }) => {
  const { debug, backend } = await lane.world('basics');
  await lane.change(reader.runs(written.command(164)));
  await control('without affinity several pods answer', debug.spread(backend, { requests: 30 }).distinct).toMeetSeveral({
    of: 3,
  });
  const name = written.command(155).replace(/^.*\| /, '');
  /** Prints the percentage of samples that one pod answered alone; each of their `size` requests has its own connection. */
  const alike = (size: number, samples: number) =>
    debug.runs(`curl -s -H 'Connection: close' 'http://backend/?[1-${size * samples}]' | ${name} | awk '
      { seen[$0] } NR % ${size} == 0 { samples++; if (length(seen) == 1) alike++; delete seen }
      END { printf "%.1f %% of %d samples\\n", 100 * alike / samples, samples }'`);

  // in all but one of 10⁹ runs a third of 600 is 20 to 49 %, and (1/3)⁴ of 1000 is below 5 %
  await control('without affinity a third of the samples of two look sticky', alike(2, 600)).toPrint(
    /^[2-4]\d\.\d % of 600 samples$/m,
  );
  await expect(alike(5, 1000)).toPrint(/^[0-4]\.\d % of 1000 samples$/m);

  await lane.change(reader.runs(written.command(147)));
  await control('with affinity every sample looks sticky', alike(5, 20)).toPrint(/^100\.0 % of 20 samples$/m);
  await lane.change(reader.runs(written.command(164)));
});
