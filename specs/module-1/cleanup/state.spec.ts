import { claim } from '#meshproof';

/** Joins the document's commands, without the asterisks of line 55. */
const lines = (command: (line: number) => string, numbers: number[]) =>
  numbers.map((line) => command(line).replaceAll('*', '')).join('\n');
const cleanUp = [721, 722, 723, 724, 725];
/** Does what line 497 does, in the lane's namespace. */
const strict = 'kubectl apply -f fixtures/policies/mtls-strict.yaml';
const unlabelled = (namespace: string) => `kubectl label namespace ${namespace} istio-injection-`;
const notStrict = (namespace: string) => `kubectl delete peerauthentication --all --namespace ${namespace}`;
/** Deletes what an earlier claim may have left. */
const nothing = (namespace: string) =>
  `kubectl delete deployment,service,pod,networkpolicy,authorizationpolicy --all --wait=false; ${notStrict(namespace)}; ${unlabelled(namespace)}`;

claim('m1-cl-label-left', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(nothing(lane.namespace)));
  await control('before the module a new pod has no sidecar', reader.newPod()).toPrint(/^\["newcomer"\]$/m);
  await lane.change(reader.runs(written.command(472)));
  await control('with the label a new pod has a sidecar', reader.newPod()).toPrint(
    /^\["istio-init","istio-proxy","newcomer"\]$/m,
  );
  const policy = reader.runs('kubectl get networkpolicies -o name');
  await lane.apply(written.manifest(317));
  await control('the module’s NetworkPolicy exists', policy).toPrint('backend-policy');

  await lane.change(reader.runs(lines(written.command, cleanUp)));

  await control('the clean-up has deleted the NetworkPolicy', policy).toPrint(/^$/);
  await expect(reader.newPod()).toPrint(/^\["newcomer"\]$/m);
  await lane.change(reader.runs(unlabelled(lane.namespace)));
  await erratum(reader.newPod()).toPrint(/^\["newcomer"\]$/m);
});

/** Lists what the module changes in its namespace: all objects of the kinds that it creates, and its label. */
const state = (namespace: string) => `{ kubectl get networkpolicies,authorizationpolicies,peerauthentications -o name
kubectl get deployments,services,pods -o name | cut -d - -f 1 | sort -u
kubectl get namespace ${namespace} -o json | jq -r '"label \\(.metadata.labels["istio-injection"])"'; } | xargs`;

claim('m1-cl-leaves-nothing', async ({ lane, control, expect, erratum, note, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(nothing(lane.namespace)));
  const now = reader.runs(state(lane.namespace));
  await control('before exercise 1 the namespace has no object and no label', now).toPrint(/^label null$/m);
  const before = await note(now);

  await lane.change(reader.runs(`${lines(written.command, [52, 53, 55, 56, 317, 472, 558])}\n${strict}`));

  const policies = /backend-policy .*backend-authz .*peerauthentication\S*\/default/;
  await control('the state shows the module’s policies', now).toPrint(policies);
  const others = /deployment\S*\/backend .*deployment\S*\/frontend .*pod\/backend .*service\/frontend label enabled$/m;
  await control('the state shows the module’s other objects and the label', now).toPrint(others);

  await lane.change(reader.runs(lines(written.command, cleanUp), { limitMs: 120_000 }));

  await control('the objects that the clean-up names are deleted', now).toPrintNothingLike(/backend|frontend/);
  await expect(now).toBe(before);
  await lane.change(reader.runs(`${unlabelled(lane.namespace)}; ${notStrict(lane.namespace)}`));
  await erratum(now).toBe(before);
  await erratum(reader.runs('kubectl get namespace istio-system -o name')).toPrint('namespace/istio-system');
});

const rolledOut = 'for one in frontend backend; do kubectl rollout status deployment/$one --timeout=50s; done';

claim('m1-cl-rerun', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(nothing(lane.namespace)));
  const { frontend, backend, outsider } = await lane.world('first-run');
  const policy = reader.runs('kubectl get authorizationpolicies -o name');
  const first = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('in the first run the calls are answered', first.answered).toBe(5);
  await control('in the first run the calls can be read on the wire', first.readable).toBe(5);
  await control('in the first run a caller of another namespace is served', outsider.get(backend)).toReach(backend);
  await lane.change(reader.runs(`${lines(written.command, [472, 558])}\n${strict}`));
  await control('the module’s AuthorizationPolicy exists', policy).toPrint('backend-authz');

  await lane.change(reader.runs(lines(written.command, cleanUp), { limitMs: 120_000 }));
  await control('the clean-up has deleted the AuthorizationPolicy', policy).toPrint(/^$/);
  await lane.change(reader.runs(`${lines(written.command, [52, 53, 55, 56])}\n${rolledOut}`, { limitMs: 120_000 }));

  await control('in the second run the backend serves the frontend', frontend.get(backend)).toReach(backend);
  await control('in the second run the backend refuses the other namespace', outsider.get(backend)).toBeRefused({
    how: 'reset',
    by: backend,
  });
  const second = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('in the second run the captured calls are answered', second.answered).toBe(5);
  await expect(second.readable).toBe(5);

  const undone = `${unlabelled(lane.namespace)} && ${notStrict(lane.namespace)}`;
  await lane.change(reader.runs(`${undone} && kubectl rollout restart deployment frontend backend`));
  await lane.change(reader.runs(rolledOut, { limitMs: 120_000 }));

  await erratum(outsider.get(backend)).toReach(backend);
  const third = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('with the rest undone the captured calls are answered', third.answered).toBe(5);
  await erratum(third.readable).toBe(5);
});

claim('m1-cl-strict-left', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(nothing(lane.namespace)));
  const { frontend, backend, outsider } = await lane.world('done');
  const deployments = reader.runs('kubectl get deployments -o name');
  await control('before exercise 6 plaintext is accepted', outsider.get(backend)).toReach(backend);
  await lane.change(reader.runs(strict));
  await control('under STRICT plaintext is refused', outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('the backend’s Deployment exists', deployments).toPrint('deployment.apps/backend');

  await lane.change(reader.runs(lines(written.command, cleanUp), { limitMs: 120_000 }));
  await control('the clean-up has deleted the backend’s Deployment', deployments).toPrint(/^$/);
  await lane.change(reader.runs(`${lines(written.command, [52, 53, 56])}\n${rolledOut}`, { limitMs: 120_000 }));

  await control('the backend’s Deployment exists again', deployments).toPrint('deployment.apps/backend');
  await control('the new backend serves a caller with a sidecar', frontend.get(backend)).toReach(backend);
  await expect(outsider.get(backend)).toReach(backend);
  await lane.change(reader.runs(notStrict(lane.namespace)));
  await erratum(outsider.get(backend)).toReach(backend);
});
