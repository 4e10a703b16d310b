import { claim } from '#meshproof';

claim('m1-ex6-refuses-plain', async ({ lane, control, expect }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  await control('before STRICT a pod without a sidecar is served', outsider.get(backend)).toReach(backend);

  await lane.apply('mtls-strict.yaml');

  await expect(outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('under STRICT a meshed client is served', frontend.get(backend)).toReach(backend);
});

claim('m1-ex6-still-work', async ({ lane, control, expect }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  await control('before STRICT the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('before STRICT a pod without a sidecar reaches the backend', outsider.get(backend)).toReach(backend);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await expect(frontend.get(backend)).toReach(backend);
  await expect(frontend.get(frontend)).toReach(frontend);
});

claim('m1-ex6-curl', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('a pod without a sidecar is refused', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);

  await expect(reader.runs(written.command())).toPrint(/Server&nbsp;name:<\/span> <span>backend-/);
  await expect(frontend.get(backend)).toReach(backend);
});

claim('m1-ex6-np-masks', async ({ lane, control, expect, written }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  await control('without the policy the backend serves the outsider', outsider.get(backend)).toReach(backend);
  await control('without the policy the frontend serves the outsider', outsider.get(frontend)).toReach(frontend);
  await lane.apply(written.manifest('backend-policy'));
  await expect(outsider.get(backend)).toBeDropped();
  await control('the policy lets the frontend reach the backend', frontend.get(backend)).toReach(backend);

  await lane.apply('mtls-strict.yaml');

  await control('plaintext is refused: STRICT is in force', outsider.get(frontend)).toBeRefusedAsPlaintextBy(frontend);
  await control('under STRICT the frontend still reaches the backend', frontend.get(backend)).toReach(backend);
  await expect(outsider.get(backend)).toBeDropped();

  await lane.remove(written.manifest('backend-policy'));
  await control('without the policy the backend is seen to refuse plaintext', outsider.get(backend)).toBeRefusedAsPlaintextBy(
    backend,
  );
});

claim('m1-ex6-cert-per-pod', async ({ lane, control, expect, note }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the two pods talk over mutual TLS', frontend.get(backend)).toReach(backend);
  await control('the certificates of both pods name the same identity', frontend.identity()).toBe(await note(backend.identity()));
  const { serial } = await note(backend.certificate());
  await expect(frontend.certificate()).toLack(`"serial":"${serial}"`);
});

claim('m1-kt-value', async ({ lane, control, expect, reader }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  const identity = new RegExp(`^spiffe://[^/]+/ns/${lane.namespace}/sa/default$`);
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('the frontend reaches the backend over mutual TLS', frontend.get(backend)).toReach(backend);
  await control('another authority has not issued the certificate', reader.issuedBy(backend, 'kube-root-ca.crt')).toBe(false);
  await expect(reader.issuedBy(backend, 'istio-ca-root-cert')).toBe(true);
  await expect(reader.issuedBy(frontend, 'istio-ca-root-cert')).toBe(true);
  await expect(backend.identity()).toHold(identity);
  await expect(frontend.identity()).toHold(identity);
});

// last, because no world removes what a command applied
claim('m1-ex6-make', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the target is not meant for somebody else’s cluster');
  const { frontend, backend, outsider } = await lane.world('injected');
  await control('before the command a pod without a sidecar is served', outsider.get(backend)).toReach(backend);
  await control('a target that does not exist is an error', reader.runs('make -n no-such-target')).toExit(2);

  // what the target would apply, in the lane's namespace instead of default
  const recipe = await note(reader.runs(written.command().replace('make', 'make -n')));
  // its progress says how many seconds it took, which is never the same
  const plan = await note(reader.runs(`DRY_RUN=1 ${recipe.stdout.trim().split('\n').at(-1)} 2>/dev/null`));
  const [, manifest = ''] = /<<'END'\n([^]*?)\nEND/.exec(plan.stdout) ?? [];
  const lanes = manifest.replaceAll('namespace: default', `namespace: ${lane.namespace}`);
  const policies = await lane.attempt(reader.runs(`kubectl apply -f - <<'END'\n${lanes}\nEND`));

  await expect(policies).toPrint(/^peerauthentication\.security\.istio\.io\/default created\n$/);
  await expect(outsider.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('a pod with a sidecar is still served', frontend.get(backend)).toReach(backend);

  await lane.change(reader.runs('kubectl delete peerauthentication default'));
  await control('without the policy the pod without a sidecar is served again', outsider.get(backend)).toReach(backend);
});
