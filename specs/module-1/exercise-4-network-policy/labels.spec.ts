import { claim } from '#meshproof';

const rolledOut = 'kubectl rollout status deployment frontend --timeout=60s';

claim('m1-ex4-lim-drift', async ({ lane, control, expect, erratum, reader, written }) => {
  const { attacker, frontend, backend, impostor } = await lane.world('lookalikes');
  /** Pods whose labels are other than those of the template. */
  const drifted = reader.lines(
    'kubectl get pods -l app=frontend --show-labels --no-headers',
    /^(?!.* app=frontend,pod-template-hash=\w+$)/,
  );
  const template = reader.json('kubectl get deployment frontend -o json', ({ spec }) => spec.template.metadata.labels);
  await control('the template has one label', template).toBe({ app: 'frontend' });
  await lane.scale(frontend, 4);
  await control('the scaled frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await lane.label(frontend, { tier: 'by-hand' });
  await control('labels changed by hand are counted', drifted.count).toBe(4);
  await lane.label(frontend, { tier: null });
  await control('labels that were put back by hand are not counted', drifted.count).toBe(0);

  await lane.scale(frontend, 1);
  await lane.scale(frontend, 4);

  await control('four pods of the frontend exist', reader.lines('kubectl get pod -l app=frontend -o name', 'pod/').count).toBe(4);
  await expect(drifted.count).toBeBetween(1, 4);

  await lane.apply(written.manifest('backend-policy'));
  await control('a pod without the label is blocked', attacker.get(backend)).toBeDropped();
  await control('a pod of the Deployment is admitted', frontend.get(backend)).toReach(backend);
  await lane.label(impostor, { app: 'frontend' });
  await erratum(impostor.get(backend)).toReach(backend);
});

claim('m1-ex4-impostor-hijack', async ({ lane, control, expect, note, reader }) => {
  const { attacker, frontend } = await lane.world('lookalikes');
  const hijacked = attacker.lines(
    "curl -s -m 2 -H 'Connection: close' 'http://frontend/?[1-40]'",
    /(Server&nbsp;name:.*<\/span>)/,
  ).distinct;
  await control('the frontend answers', attacker.get(frontend)).toReach(frontend);
  const own = await note(frontend.endpoints());
  await control('the Service’s endpoints are the Deployment’s pods', frontend.podIps()).toBe(own);
  await control('nobody else answers for the frontend', hijacked).toLack(/hijacker/);

  await lane.apply('hijacker.yaml');

  await control(
    'the hijacker’s pod is Ready',
    reader.runs('kubectl wait pod hijacker --for=condition=Ready --timeout=60s'),
  ).toSucceed();
  await expect(frontend.endpoints()).toDifferFrom(own);
  await expect(hijacked).toHold(/hijacker/);

  await lane.remove('hijacker.yaml');
  await control('without the hijacker the endpoints are as before', frontend.endpoints()).toBe(own);
  await control('without the hijacker nobody else answers for the frontend', hijacked).toLack(/hijacker/);
});

// last, because this claim gives the frontend another service account
claim('m1-ex4-lim-identity', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('lookalikes');
  await lane.apply(written.manifest('backend-policy'));
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await control('the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control(
    'all pods run under the same service account',
    reader.runs(`kubectl get pods -o jsonpath='{.items[*].spec.serviceAccountName}'`),
  ).toPrint(/^default( default)+$/);

  await lane.change(
    reader.runs(`kubectl create serviceaccount another; kubectl set serviceaccount deployment frontend another; ${rolledOut}`, {
      limitMs: 90_000,
    }),
  );

  await control(
    'the frontend has another service account now',
    frontend.eachPod(({ spec }) => spec.serviceAccountName),
  ).toHold('another');
  await expect(frontend.get(backend)).toReach(backend);
  await control('the attacker is still blocked', attacker.get(backend)).toBeDropped();

  await lane.label(frontend, { app: 'elsewhere' });
  await lane.label(attacker, { app: 'frontend' });
  await expect(attacker.get(backend)).toReach(backend);
});
