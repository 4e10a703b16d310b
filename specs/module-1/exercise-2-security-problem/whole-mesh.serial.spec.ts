import { claim } from '#meshproof';

claim('m1-ex2-uniform-ns', async ({ lane, control, expect, needs }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the mesh’s root namespace is somebody else’s here');
  const { frontend, backend, v2 } = await lane.world('both-namespaces');
  // an interrupted run may have left the policy behind
  await lane.remove('closed-everywhere.yaml');
  await control('before the policy the path is served in one namespace', frontend.get(backend, '/closed')).toReach(backend);
  await control('before the policy the path is served in the other namespace', frontend.get(v2, '/closed')).toReach(v2);

  await lane.apply('closed-everywhere.yaml');

  await expect(frontend.get(backend, '/closed')).toBeDeniedBy(backend);
  await expect(frontend.get(v2, '/closed')).toBeDeniedBy(v2);
  await control('another path is still served in one namespace', frontend.get(backend, '/open')).toReach(backend);
  await control('another path is still served in the other namespace', frontend.get(v2, '/open')).toReach(v2);

  await lane.remove('closed-everywhere.yaml');
  await control('without the policy the path is served again in one namespace', frontend.get(backend, '/closed')).toReach(
    backend,
  );
  await control('without the policy the path is served again in the other namespace', frontend.get(v2, '/closed')).toReach(v2);
});

const rollout = (what: string) => `kubectl -n istio-system rollout ${what} deployment/istiod`;
const controlPlane = 'kubectl get pods -n istio-system -l app=istiod --field-selector=status.phase=Running -o name';

claim('m1-ex2-sarah-survive', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the control plane is somebody else’s here');
  const { frontend, stranger, backend } = await lane.world('identities');
  await control('without the policy the stranger is served', stranger.get(backend, '/')).toReach(backend);
  await lane.apply(written.manifest('backend-authz'));
  await control('under the policy the stranger is denied', stranger.get(backend, '/')).toBeDeniedBy(backend);
  await control('under the policy the frontend is served', frontend.get(backend, '/')).toReach(backend);

  await lane.scale(frontend, 2);
  await lane.restart(backend);
  await expect(stranger.get(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/')).toReach(backend);

  const before = await note(reader.runs(controlPlane));
  await lane.change(reader.runs(rollout('restart')));
  const restarted = await lane.attempt(reader.runs(`${rollout('status')} --timeout=100s`, { limitMs: 120_000 }));
  await control('the control plane is started again', restarted).toPrint('successfully rolled out');
  await control('the restarted control plane has another pod', reader.runs(controlPlane)).toDifferFrom(before);
  await expect(stranger.get(backend, '/')).toBeDeniedBy(backend);
  await expect(frontend.get(backend, '/')).toReach(backend);

  await lane.remove(written.manifest('backend-authz'));
  await control('without the policy the stranger is served again', stranger.get(backend, '/')).toReach(backend);
});
