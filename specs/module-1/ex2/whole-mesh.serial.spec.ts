import { claim } from '#meshproof';

claim('m1-ex2-uniform-ns', async ({ lane, control, expect, needs }) => {
  needs(await lane.isOurCluster(), 'the policy belongs into istio-system, which is somebody else’s here');
  const { frontend, backend, v2 } = await lane.world('both-namespaces');
  // a run that was killed may have left it behind
  await lane.remove('closed-everywhere.yaml');
  await control('before, the path is served in one namespace', frontend.get(backend, '/closed-everywhere')).toReach(backend);
  await control('and in the other', frontend.get(v2, '/closed-everywhere')).toReach(v2);

  await lane.apply('closed-everywhere.yaml');

  await Promise.all([
    expect(frontend.get(backend, '/closed-everywhere')).toBeRefused({ how: 'http-403', by: backend }),
    expect(frontend.get(v2, '/closed-everywhere')).toBeRefused({ how: 'http-403', by: v2 }),
  ]);
  await control('another path is still served', frontend.get(backend, '/open')).toReach(backend);
  await control('in both', frontend.get(v2, '/open')).toReach(v2);

  await lane.remove('closed-everywhere.yaml');
  await control('without the policy the path is served again', frontend.get(v2, '/closed-everywhere')).toReach(v2);
});

claim('m1-ex2-sarah-survive', async ({ lane, control, expect, needs, reader, written }) => {
  needs(await lane.isOurCluster(), 'the control plane is somebody else’s here');
  const { frontend, stranger, backend } = await lane.world('both-namespaces');
  const denied = { how: 'http-403', by: backend } as const;
  await control('without the policy the stranger is served', stranger.get(backend, '/')).toReach(backend);
  await lane.apply(written.manifest(558));
  await control('the policy keeps it out', stranger.get(backend, '/')).toBeRefused(denied);
  await control('and lets the frontend in', frontend.get(backend, '/')).toReach(backend);

  await lane.scale(frontend, 2);
  await expect(stranger.get(backend, '/')).toBeRefused(denied);
  await expect(frontend.get(backend, '/')).toReach(backend);

  await lane.restart(backend);
  await expect(stranger.get(backend, '/')).toBeRefused(denied);
  await expect(frontend.get(backend, '/')).toReach(backend);

  const restarted = await lane.change(
    reader.runs(
      'kubectl -n istio-system rollout restart deployment/istiod && kubectl -n istio-system rollout status deployment/istiod --timeout=100s',
      { limitMs: 110_000 },
    ),
  );
  await control('the control plane is a new one', restarted).toPrint('successfully rolled out');
  await expect(stranger.get(backend, '/')).toBeRefused(denied);
  await expect(frontend.get(backend, '/')).toReach(backend);

  await lane.remove(written.manifest(558));
  await control('without the policy the stranger is served again', stranger.get(backend, '/')).toReach(backend);
});
