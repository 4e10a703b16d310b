import { claim } from '#meshproof';

/** The ways of calling of an Envoy cluster, by name. */
const sockets = ([cluster]: any) => (cluster.transportSocketMatches ?? []).map(({ name }: any) => name);

claim('m1-ex8-sarah-crypto', async ({ lane, control, expect, note, reader }) => {
  const { frontend, attacker, stranger, backend } = await lane.world('witnessed');
  const [server, client, other] = [
    await note(backend.identity()),
    await note(frontend.identity()),
    await note(stranger.identity()),
  ];
  const callsOf = (pod: string) =>
    reader.json(`istioctl proxy-config clusters ${pod} --fqdn backend.${lane.namespace}.svc.cluster.local -o json`, sockets);

  await lane.apply('mtls-disable.yaml');

  await control('without mTLS the attacker’s proxy calls in plaintext', callsOf('attacker')).toBe([]);
  await control('without mTLS the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await control('without mTLS a call is counted as nobody’s', attacker.principalsTo(backend)).toHold('nobody → nobody');
  await control('without mTLS the backend’s proxy counts a call as unprotected', attacker.securityTo(backend)).toHold('none');
  await control('the two callers have certificates of two identities', stranger.identity()).toDifferFrom(client);

  await lane.apply('mtls-strict.yaml');

  await control('under STRICT the frontend’s proxy calls with mTLS', callsOf('deployment/frontend')).toHold('tlsMode-istio');
  await control('under STRICT the stranger’s proxy calls with mTLS', callsOf('stranger')).toHold('tlsMode-istio');
  await control('under STRICT the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('under STRICT the stranger reaches the backend', stranger.get(backend)).toReach(backend);
  await expect(frontend.principalsTo(backend)).toHold(`${client} → ${server}`);
  await expect(stranger.principalsTo(backend)).toHold(`${other} → ${server}`);
  await expect(stranger.principalsTo(backend)).toLack(`${client} → ${server}`);
  await expect(stranger.securityTo(backend)).toBe(['mutual_tls']);
  await control('Prometheus has counted the stranger’s calls before', stranger.requestsTo(backend)).toBeAtLeast(1);
  await control('twenty further calls are answered', stranger.spread(backend, { requests: 20 }).answered).toBe(20);
  await expect(stranger.edgeTo(backend).principals).toBe(`${other} → ${server}`);
  await expect(stranger.edgeTo(backend).encrypted).toBe(100);
});
