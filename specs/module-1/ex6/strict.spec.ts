import { claim } from '#meshproof';

claim('m1-ex6-refuses-plain', async ({ lane, control, expect }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  await control('a pod without a sidecar is served seconds before', outsider.get(backend)).toReach(backend);

  await lane.apply('mtls-strict.yaml');

  await expect(outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('a meshed client is served now', frontend.get(backend)).toReach(backend);
});

claim('m1-ex6-still-work', async ({ lane, control, expect }) => {
  const { frontend, backend, outsider } = await lane.world('injected');
  await control('the frontend reaches the backend before the switch', frontend.get(backend)).toReach(backend);
  await control('a pod without a sidecar does too', outsider.get(backend)).toReach(backend);

  await lane.apply('mtls-strict.yaml');

  await control('the switch has acted: plaintext is refused', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await expect(frontend.get(backend)).toReach(backend);
  await expect(frontend.get(frontend)).toReach(frontend);
});

claim('m1-ex6-curl', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('a pod without a sidecar is refused', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });

  await expect(reader.runs(written.command())).toPrint(/Server&nbsp;name:<\/span> <span>backend-/);
  await expect(frontend.get(backend)).toReach(backend);
});

const certificates = (query: string) =>
  `for pod in $(kubectl get pod -l 'app in (frontend, backend)' -o name); do
  kubectl exec $pod -c istio-proxy -- pilot-agent request GET certs 2>/dev/null | jq -r '.certificates[0].cert_chain[0].${query}'
done | sort -u | grep -c .`;

claim('m1-ex6-cert-per-pod', async ({ lane, control, expect, reader }) => {
  const { frontend, backend, outsider } = await lane.world('strict');
  await control('plaintext is refused: STRICT is in force', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('two pods use their certificates', frontend.get(backend)).toReach(backend);
  await control('both certificates name the same identity', reader.runs(certificates('subject_alt_names[0].uri'))).toPrint(
    /^1$/m,
  );
  await expect(reader.runs(certificates('serial_number'))).toPrint(/^2$/m);
});
