import { claim } from '#meshproof';

claim('m1-ctx-compromised-all', async ({ lane, control, expect, written }) => {
  const { frontend, backend, attacker, outsider } = await lane.world('reachable');
  await Promise.all([
    expect(frontend.get(backend)).toReach(backend),
    expect(backend.get(frontend)).toReach(frontend),
    expect(attacker.get(frontend)).toReach(frontend),
    expect(attacker.get(backend)).toReach(backend),
    expect(outsider.get(frontend)).toReach(frontend),
    expect(outsider.get(backend)).toReach(backend),
  ]);

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([
    control('under the policy the attacker does not reach the backend', attacker.get(backend)).toBeDropped(),
    control('under the policy the other namespace does not reach the backend', outsider.get(backend)).toBeDropped(),
  ]);
  await control('under the policy the frontend reaches the backend', frontend.get(backend)).toReach(backend);
});

claim('m1-ctx-audit-finding', async ({ lane, control, expect, written }) => {
  const { frontend, backend, attacker } = await lane.world('reachable');
  const encrypted = await lane.capture({
    on: frontend,
    during: frontend.get('https://kubernetes.default.svc/version', '', { curl: ['--insecure'] }),
    filter: 'tcp port 443',
    port: 443,
  });
  await control('calls over TLS are answered', encrypted.answered).toBe(5);
  await control('no call over TLS can be read on the wire', encrypted.readable).toBe(0);

  const wire = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('calls to the backend are answered', wire.answered).toBe(5);
  await expect(wire.readable).toBe(5);
  await expect(attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy blocks the attacker', attacker.get(backend)).toBeDropped();
  await control('the policy admits the frontend', frontend.get(backend)).toReach(backend);
});

claim('m1-ctx-state-no-policy', async ({ lane, control, expect, needs, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'somebody else may have policies in their namespaces default and istio-system');
  await lane.world('reachable');
  const places = `default|istio-system|${lane.namespace}`;
  const policies = reader.lines('kubectl get networkpolicies,authorizationpolicies -A', new RegExp(`^(?:${places}) `));
  await expect(policies).toBe([]);

  await lane.apply(written.manifest('backend-policy'));
  await lane.apply(written.manifest('backend-authz'));

  await control('the list shows the NetworkPolicy of exercise 4', policies).toHold(
    /networkpolicy\.networking\.k8s\.io\/backend-policy /,
  );
  await control('the list shows the AuthorizationPolicy of exercise 7', policies).toHold(
    /authorizationpolicy\.security\.istio\.io\/backend-authz /,
  );
});
