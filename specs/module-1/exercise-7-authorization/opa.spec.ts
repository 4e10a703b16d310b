import { claim } from '#meshproof';

const lists = (methods: string) =>
  `curl -sf -X PUT http://opa:8181/v1/data/methods -H 'Content-Type: application/json' -d '${methods}'`;

claim('m1-ex7-c-opa', async ({ lane, control, expect, note }) => {
  const { frontend, backend, opa } = await lane.world('opa');
  await control('the application itself answers POST', frontend.post(backend, '/posted')).toReach(backend, { status: 405 });
  const pods = await note(opa.podNames());

  await lane.apply('ask-opa.yaml');

  await control('a method that OPA’s rule names passes', frontend.get(backend, '/got')).toReach(backend);
  await expect(frontend.post(backend, '/posted')).toAnswer({ status: 401, body: 'OPA allows no such call' });
  await expect(opa.logged('"/v1/data/calls/posted"')).toBeAtLeast(1);

  await lane.change(frontend.runs(lists('["GET","POST"]')));

  await expect(frontend.post(backend, '/posted')).toReach(backend, { status: 405 });
  await control('the OPA that has decided otherwise is still the same pod', opa.podNames()).toBe(pods);
});
