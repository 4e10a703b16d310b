import { claim } from '#meshproof';

const rolledOut = 'kubectl rollout status deployment frontend --timeout=60s';
const identity = `kubectl get pod -l app=frontend -o json | jq -Sc '[.items[] | select(.metadata.deletionTimestamp | not) | {labels: .metadata.labels, account: .spec.serviceAccountName}] | unique'`;

claim('m1-ex4-lim-drift', async ({ lane, control, expect, erratum, reader, written }) => {
  const { attacker, frontend, backend, impostor } = await lane.world('lookalikes');
  const drifted = reader.runs(
    `template=$(kubectl get deployment frontend -o json | jq -Sc .spec.template.metadata.labels)
kubectl get pod -l app=frontend -o json | jq --argjson template "$template" '[.items[] | select(.metadata.labels | del(."pod-template-hash") != $template)] | length'`,
  );
  await lane.scale(frontend, 4);
  await control('the scaled frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await lane.label(frontend, { tier: 'by-hand' });
  await control('labels changed by hand are counted', drifted).toPrint(/^4$/m);
  await lane.label(frontend, { tier: null });
  await control('labels that were put back by hand are not counted', drifted).toPrint(/^0$/m);

  await lane.scale(frontend, 1);
  await lane.scale(frontend, 4);

  await control('four pods of the frontend exist', reader.runs('kubectl get pod -l app=frontend -o name | wc -l')).toPrint(
    /^4$/m,
  );
  await expect(drifted).toPrint(/^[1-4]$/m);

  await lane.apply(written.manifest(317));
  await control('a pod without the label is blocked', attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await control('a pod of the Deployment is admitted', frontend.get(backend)).toReach(backend);
  await lane.label(impostor, { app: 'frontend' });
  await erratum(impostor.get(backend)).toReach(backend);
});

claim('m1-ex4-impostor-hijack', async ({ lane, control, expect, note, reader }) => {
  const { attacker, frontend } = await lane.world('lookalikes');
  const hijacked = attacker.runs(
    `for i in $(seq 40); do curl -s -m 2 http://frontend | grep -o 'Server&nbsp;name:.*</span>'; done | sort | uniq -c`,
  );
  await control('the frontend answers', attacker.get(frontend)).toReach(frontend);
  const own = await note(frontend.endpoints());
  await control('the Service’s endpoints are the Deployment’s pods', frontend.podIps()).toBe(own);
  await control('nobody else answers for the frontend', hijacked).toPrintNothingLike('hijacker');

  await lane.apply('hijacker.yaml');

  await control(
    'the hijacker’s pod is Ready',
    reader.runs('kubectl wait pod hijacker --for=condition=Ready --timeout=60s'),
  ).toSucceed();
  await expect(frontend.endpoints()).toDifferFrom(own);
  await expect(hijacked).toPrint(/hijacker/);

  await lane.remove('hijacker.yaml');
  await control('without the hijacker the endpoints are as before', frontend.endpoints()).toBe(own);
  await control('without the hijacker nobody else answers for the frontend', hijacked).toPrintNothingLike('hijacker');
});

// last, because this claim gives the frontend another service account
claim('m1-ex4-lim-identity', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('lookalikes');
  await lane.apply(written.manifest(317));
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await control('the attacker is blocked', attacker.get(backend)).toBeRefused({ how: 'timeout' });
  await control(
    'all pods run under the same service account',
    reader.runs(`kubectl get pods -o jsonpath='{.items[*].spec.serviceAccountName}'`),
  ).toPrint(/^default( default)+$/);

  await lane.change(
    reader.runs(
      `kubectl create serviceaccount another && kubectl set serviceaccount deployment frontend another && ${rolledOut}`,
      { limitMs: 90_000 },
    ),
  );

  await control('the frontend has another service account now', reader.runs(identity)).toPrint('"account":"another"');
  await expect(frontend.get(backend)).toReach(backend);
  await control('the attacker is still blocked', attacker.get(backend)).toBeRefused({ how: 'timeout' });

  await lane.label(frontend, { app: 'elsewhere' });
  await lane.label(attacker, { app: 'frontend' });
  await expect(attacker.get(backend)).toReach(backend);
});
