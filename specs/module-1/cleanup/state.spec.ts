import { claim } from '#meshproof';

/** Joins the document's commands, without the asterisks of one of them. */
const lines = (command: (place: string) => string, places: string[]) =>
  places.map((place) => command(place).replaceAll('*', '')).join('\n');
const cleanUp = ['delete-backend-authz', 'delete-backend-policy', 'delete-deployments', 'delete-services', 'delete-pods'];
/** Does what `make mtls-strict` does, in the lane's namespace. */
const strict = 'kubectl apply -f fixtures/policies/mtls-strict.yaml';
const unlabelled = (namespace: string) => `kubectl label namespace ${namespace} istio-injection-`;
const notStrict = (namespace: string) => `kubectl delete peerauthentication --all --namespace ${namespace}`;
/** Deletes what an earlier claim may have left, and waits for its pods: one that is told to end while it starts takes its 30 s. */
const nothing = (namespace: string) =>
  `kubectl delete deployment,service,pod,networkpolicy,authorizationpolicy --all --cascade=foreground; ${notStrict(namespace)}; ${unlabelled(namespace)}`;

/** Lists what the module changes in its namespace: all objects of the kinds that it creates, and its label. */
const state = (namespace: string) => [
  'kubectl get networkpolicies,authorizationpolicies,peerauthentications -o name',
  'kubectl get deployments,services,pods -o name',
  `kubectl get namespace ${namespace} -o jsonpath='label: {.metadata.labels.istio-injection}'`,
];
/** Pods without the part of their names that is different each time. */
const object = /^(pod\/[a-z]+(?=-)|.*)/;

claim('m1-cl-leaves-nothing', async ({ lane, control, expect, erratum, note, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(nothing(lane.namespace)));
  const now = reader.lines(state(lane.namespace), object).distinct;
  await control('before exercise 1 the namespace has no object and no label', now).toBe(['label: ']);
  await control('before exercise 1 a new pod gets no sidecar', reader.newPod()).toPrint(/^\["newcomer"\]$/m);
  const before = await note(now);

  await lane.change(
    reader.runs(
      `${lines(written.command, ['create-frontend', 'create-backend', 'expose-frontend', 'expose-backend', 'backend-policy', 'label-the-namespace', 'backend-authz'])}\n${strict}`,
    ),
  );

  await control('the state shows all of the module’s objects and the label', now).toBe([
    'authorizationpolicy.security.istio.io/backend-authz',
    'deployment.apps/backend',
    'deployment.apps/frontend',
    'label: enabled',
    'networkpolicy.networking.k8s.io/backend-policy',
    'peerauthentication.security.istio.io/default',
    'pod/backend',
    'pod/frontend',
    'service/backend',
    'service/frontend',
  ]);
  await control('with the label a new pod gets a sidecar', reader.newPod()).toPrint(/"istio-proxy","newcomer"\]$/m);

  await lane.change(reader.runs(lines(written.command, cleanUp), { limitMs: 120_000 }));

  await control('the objects that the clean-up names are deleted', now).toLack(/backend|frontend/);
  await expect(now).toBe(before);
  await expect(reader.newPod()).toPrint(/^\["newcomer"\]$/m);
  await lane.change(reader.runs(`${unlabelled(lane.namespace)}; ${notStrict(lane.namespace)}`));
  await erratum(now).toBe(before);
  await erratum(reader.newPod()).toPrint(/^\["newcomer"\]$/m);
});
