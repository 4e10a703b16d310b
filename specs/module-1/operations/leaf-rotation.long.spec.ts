import { claim } from '#meshproof';

claim('m1-ex6-q-certs', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend } = await lane.world('short-lived');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('another authority has not issued the certificate', reader.issuedBy(backend, 'kube-root-ca.crt')).toBe(false);
  await expect(reader.issuedBy(backend, 'istio-ca-root-cert')).toBe(true);
  const [first, usual] = [await note(backend.certificate()), await note(frontend.certificate())];

  // for 20 s, as long as the backend's certificate lives
  await lane.request(frontend.get(backend), { times: 11, every: 2 });

  await control('a certificate with the usual lifetime stays the same', frontend.certificate()).toBe(usual);
  await expect(backend.certificate()).toLack(`"serial":"${first.serial}"`);
  await expect(reader.issuedBy(backend, 'istio-ca-root-cert')).toBe(true);
  await control('with the renewed certificate the frontend is still served', frontend.get(backend)).toReach(backend);
});

/** A hundred requests in 33 s, to an address: a failed look-up would look like an interruption. Prints the statuses. */
const hundred = (address: string) => `curl -s -m 3 --rate 180/m -o /dev/null -w '%{http_code}\\n' 'http://${address}/?[1-100]'`;

claim('m1-ops-rotate-leaf', async ({ lane, control, expect, note, reader }) => {
  const { frontend, backend } = await lane.world('short-lived');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const address = await note(backend.clusterIp());
  const pods = await note(backend.podNames());
  const [first, usual] = [await note(backend.certificate()), await note(frontend.certificate())];

  const answers = await lane.attempt(frontend.runs(hundred(address)));

  await control('a certificate with the usual lifetime stays the same', frontend.certificate()).toBe(usual);
  await expect(backend.certificate()).toLack(`"serial":"${first.serial}"`);
  await expect(reader.lines(answers, /^(\d{3})$/).tally).toBe({ 200: 100 });
  await expect(backend.podNames()).toBe(pods);
  await expect(reader.runs("kubectl get pods -l app=backend -o jsonpath='{..restartCount}'")).toPrint(/^[0 ]+$/);
});
