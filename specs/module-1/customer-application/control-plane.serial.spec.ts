import { claim } from '#meshproof';

const scaled = (replicas: number) => `kubectl -n istio-system scale deployment istiod --replicas=${replicas}`;
const taken = `${scaled(0)}; kubectl -n istio-system wait --for=delete pod -l app=istiod --timeout=50s`;
const back = `${scaled(1)}; kubectl -n istio-system rollout status deployment istiod --timeout=100s`;
const withSidecar = /^\["istio-(init|validation)","istio-proxy","newcomer"\]\n$/;

claim('m1-app-istiod-down-pods', async ({ lane, control, expect, needs, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the control plane is somebody else’s here');
  const { frontend, backend } = await lane.world('injected');
  const injected = reader.newPod();
  const elsewhere = reader.newPod(`${lane.namespace}-other`);
  const replicas = "kubectl -n istio-system get deployment istiod -o jsonpath='{.spec.replicas}'";
  await control('istiod has one replica', reader.runs(replicas)).toPrint(/^1$/);
  await control('a new pod gets its sidecar', injected).toPrint(withSidecar);
  await control('a new pod in a namespace without the label gets no sidecar', elsewhere).toPrint(/^\["newcomer"\]\n$/);

  await lane.change(reader.runs(taken, { limitMs: 70_000, undo: back }));

  await expect(injected).toFail({ exit: 1, saying: 'failed calling webhook' });
  await control('without istiod a namespace without the label still gets pods', elsewhere).toPrint(/^\["newcomer"\]\n$/);
  await expect(frontend.get(backend)).toAnswer({ status: 200, header: ['server', 'envoy'] });
  await expect(frontend.get(backend)).toReach(backend);

  await lane.change(reader.runs(back, { limitMs: 120_000 }));
  await control('with the control plane back a new pod gets its sidecar', injected).toPrint(withSidecar);
});
