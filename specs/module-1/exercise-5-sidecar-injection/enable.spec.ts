import { claim } from '#meshproof';

const withSidecar = /^\["istio-(init|validation)","istio-proxy","newcomer"\]$/m;

claim('m1-ex5-get-pods', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('counted');
  await control(
    'the command lists no pod in a namespace without pods',
    reader.runs(`${written.command()} -n kube-public`),
  ).toPrintNothingLike(/Running/);
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const [address = 'none'] = await note(backend.podIps());
  await expect(reader.runs(written.command())).toPrint(new RegExp(`^backend-\\S+ +2/2 +Running .* ${address} `, 'm'));
});

claim('m1-ex5-label-default', async ({ lane, control, expect, reader }) => {
  const { outsider, frontend, backend } = await lane.world('counted');
  await control('a new pod in a namespace without the label gets no sidecar', reader.newPod(`${lane.namespace}-other`)).toPrint(
    /^\["newcomer"\]$/m,
  );
  await control(
    'the namespace has the injection label',
    reader.runs(`kubectl get namespace ${lane.namespace} --show-labels`),
  ).toPrint('istio-injection=enabled');
  await expect(reader.newPod()).toPrint(withSidecar);
  await expect(frontend.get(backend)).toAnswer({ status: 200, header: ['server', 'envoy'] });
  await control('a pod of the other namespace calls without a sidecar', outsider.get(backend)).toReach(backend);
});

// last, because this claim replaces the pods
claim('m1-ex5-restart', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('counted');
  await control('before the restart the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const before = [await note(frontend.podNames()), await note(backend.podNames())] as const;
  const missing = await lane.attempt(reader.runs('kubectl rollout restart deployment nosuch'));
  await control('a Deployment that does not exist is an error', missing).toFail({ exit: 1, saying: 'NotFound' });

  const restarted = await lane.attempt(reader.runs(written.command()));

  await expect(restarted).toPrint(/frontend restarted\n.*backend restarted/);
  await control(
    'the frontend’s roll-out ends',
    reader.runs('kubectl rollout status deployment frontend --timeout=60s'),
  ).toSucceed();
  await control(
    'the backend’s roll-out ends',
    reader.runs('kubectl rollout status deployment backend --timeout=60s'),
  ).toSucceed();
  await expect(frontend.podNames()).toDifferFrom(before[0]);
  await expect(backend.podNames()).toDifferFrom(before[1]);
  await expect(frontend.get(backend)).toReach(backend);
});
