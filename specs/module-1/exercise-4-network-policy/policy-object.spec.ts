import { claim } from '#meshproof';

claim('m1-ex4-apply', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('before the policy the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await control('before the command the policy does not exist', reader.runs('kubectl get networkpolicy backend-policy')).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  const applied = await lane.attempt(reader.runs(written.command()));

  await expect(applied).toPrint('networkpolicy.networking.k8s.io/backend-policy created');
  const again = await lane.attempt(reader.runs(written.command()));
  await expect(again).toPrint('networkpolicy.networking.k8s.io/backend-policy unchanged');
  await expect(attacker.get(backend)).toBeDropped();
  await expect(frontend.get(backend)).toReach(backend);
  await lane.remove(written.manifest('backend-policy'));
});

claim('m1-ex4-shape', async ({ lane, control, expect, note, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const [address] = await note(backend.podIps());
  const otherPort = frontend.get(backend, '', { address, port: 8080 });
  await control('before the policy the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await control('before the policy another port of the backend answers by a reset', otherPort).toBeRefused({ how: 'refused' });
  const stored = (name: string) => reader.json(`kubectl get networkpolicy ${name} -o json`, ({ spec }) => spec);

  await lane.apply(written.manifest('backend-policy'));

  await Promise.all([expect(attacker.get(backend)).toBeDropped(), expect(otherPort).toBeDropped()]);
  await expect(frontend.get(backend)).toReach(backend);

  await lane.apply('backend-closed.yaml');
  await expect(stored('backend-policy')).toBe({
    podSelector: { matchLabels: { app: 'backend' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'frontend' } } }], ports: [{ port: 80, protocol: 'TCP' }] }],
  });
  await control('another policy is stored with another specification', stored('backend-closed')).toBe({
    podSelector: { matchLabels: { app: 'backend' } },
    policyTypes: ['Ingress'],
  });
  await expect(reader.lines('kubectl get pods -l app=backend -o name', 'pod/').count).toBe(1);
  await control(
    'a label that no pod has selects none',
    reader.lines('kubectl get pods -l app=nobody -o name', 'pod/').count,
  ).toBe(0);
});

claim('m1-cl-np', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await lane.apply(written.manifest('backend-policy'));
  await lane.apply('frontend-unused.yaml');
  await control('before the deletion the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control('before the deletion the frontend reaches the backend', frontend.get(backend)).toReach(backend);

  const deleted = await lane.attempt(reader.runs(written.command()));

  await expect(deleted).toPrint('networkpolicy.networking.k8s.io "backend-policy" deleted');
  await expect(attacker.get(backend)).toReach(backend);
  await control('a policy of another name is untouched', reader.runs('kubectl get networkpolicy -o name')).toPrint(
    'networkpolicy.networking.k8s.io/frontend-unused',
  );
});

claim('m1-ex4-plain-cmd', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('one-backend');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control(
    'without -v the search finds no line of the request',
    reader.runs(written.command().replace('curl -v', 'curl -s')),
  ).toExit(1);

  await expect(reader.runs(written.command())).toPrint(/> GET \/ HTTP\/1\.1\s+> Host: backend\s+> User-Agent: curl\//);
});
