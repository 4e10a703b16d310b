import { claim } from '#meshproof';

const call = (url: string) => `curl -s -o /dev/null -m 10 -w '%{http_code} %{time_total}' ${url}`;
// a pod with half of the share gets 3 to 37 of 40 requests in all but 1.5 of 10⁹ runs
const forty = { times: 40, status: [200, 503] };

claim('m2-gap-retries', async ({ lane, control, expect, reader }) => {
  const { frontend, attacker, faulty } = await lane.world('resilience');
  const plain = await lane.attempt(attacker.runs(call('http://faulty/?plain')));
  await control('the faulty pod answers a plain request with an error', plain).toPrint(/^503 /);
  await expect(faulty.logged('/?plain')).toBe(1);
  await control('a request through the mesh reaches the faulty pod', frontend.runs(call('http://faulty/slow?known'))).toPrint(
    /^200 /,
  );
  await lane.request(frontend.get(faulty, '/?no-rule'), { status: [503] });
  // before Istio 1.24 the mesh repeated a 503 of its own accord, twice
  await control('without a rule the mesh sends a request three times at most', faulty.logged('/?no-rule')).toBeBetween(1, 3);

  await lane.apply('retries.yaml');
  await control(
    'the retry rule has arrived at the frontend’s proxy',
    reader.runs('istioctl proxy-config routes deploy/frontend -o json'),
  ).toPrint('"retryOn": "5xx"');
  await lane.request(frontend.get(faulty, '/?rule'), { status: [503] });

  await expect(faulty.logged('/?rule')).toBe(6);
});

claim('m2-gap-timeouts', async ({ lane, control, expect }) => {
  const { frontend, attacker, faulty } = await lane.world('resilience');
  await control('without a rule the mesh waits for a slow answer', frontend.runs(call('http://faulty/slow?no-rule'))).toPrint(
    /^200 [3-9]\./,
  );

  await lane.apply('timeout.yaml');

  await expect(frontend.runs(call('http://faulty/slow?rule'))).toPrint(/^504 [1-2]\./);
  await expect(attacker.runs(call('http://faulty/slow?plain'))).toPrint(/^200 [3-9]\./);
  await control('the application has answered the slow plain request', faulty.logged('/slow?plain')).toBeAtLeast(1);
});

claim('m2-gap-breaker', async ({ lane, control, expect, reader }) => {
  const { frontend, attacker, faulty, v1, backend } = await lane.world('resilience');
  await lane.request(frontend.get(backend, '/?no-rule'), forty);
  await control('without a rule the faulty pod keeps its share in the mesh', faulty.logged('/?no-rule')).toBeShare(1 / 2, 40);

  await lane.apply('breaker.yaml');
  await control(
    'the breaker’s rule has arrived at the frontend’s proxy',
    reader.runs('istioctl proxy-config clusters deploy/frontend --direction outbound --port 80 -o json'),
  ).toPrint('"consecutive5xx": 1');
  await lane.request(frontend.get(backend, '/?errors'), forty);
  await lane.request(frontend.get(backend, '/?after'), { times: 20 });
  await expect(faulty.logged('/?after')).toBe(0);
  await expect(v1.logged('/?after')).toBe(20);

  await lane.request(attacker.get(backend, '/?plain'), forty);
  await expect(faulty.logged('/?plain')).toBeShare(1 / 2, 40);
});
