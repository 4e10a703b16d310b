import { claim } from '#meshproof';

// 30 requests over 12 s: a rate needs an increase between two scrapes
const calls = (url: string) => `for i in $(seq 30); do curl -s -o /dev/null ${url}; sleep 0.4; done`;

// first, because it shows the graph without the edge
claim('m1-ex8-live-map', async ({ lane, control, expect, reader, written }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('no edge before the traffic', frontend.edgeTo(backend).drawn).toBe(false);

  await lane.change(reader.runs(written.command(617), { limitMs: 90_000 }));

  await expect(frontend.edgeTo(backend).drawn).toBe(true);
  await expect(frontend.edgeTo(backend).rate).toBeBetween(0.05, 2);
  await expect(frontend.edgeTo(backend).responseTime).toBeBetween(0.1, 5000);
  await control('no error among 20 answered calls', frontend.edgeTo(backend).errors).toBe(0);
  await control('no edge of a pair that did not talk', attacker.edgeTo(backend).drawn).toBe(false);
});

claim('m1-ex8-ui-graph', async ({ lane, control, expect }) => {
  const { frontend, attacker, backend } = await lane.world('observed');
  await control('the attacker has no edge before it calls', attacker.edgeTo(frontend).drawn).toBe(false);

  await lane.change(attacker.runs(calls('http://frontend/')));

  await expect(attacker.edgeTo(frontend).drawn).toBe(true);
  await control('none the other way round', frontend.edgeTo(attacker).drawn).toBe(false);
  await control('none of a pair that did not talk', backend.edgeTo(frontend).drawn).toBe(false);
});
