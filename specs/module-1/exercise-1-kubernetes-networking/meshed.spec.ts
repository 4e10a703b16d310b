import { claim } from '#meshproof';

claim('m1-ex1-d-kernel-meshed', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs(
    'our-cluster',
    await lane.isOurCluster(),
    'the rules are read in kube-proxy’s pods, on nodes that are somebody else’s here',
  );
  const { frontend, backend, debug } = await lane.world('meshed');
  const hits = backend.ruleHits();
  const before = await note(hits);
  await control('a caller without a sidecar is answered', debug.spread(backend, { requests: 10 }).answered).toBe(10);
  await control('each call without a sidecar passes the kernel’s rules', hits).toBeAtLeast(before + 10);

  const after = await note(hits);
  await control('the caller with a sidecar is answered', frontend.spread(backend, { requests: 10 }).answered).toBe(10);
  await expect(hits).toBe(after);

  await lane.change(reader.runs(written.command('make-it-sticky')));
  await control(
    'session affinity keeps a caller without a sidecar at one pod',
    debug.spread(backend, { requests: 30 }).distinct,
  ).toBe(1);
  await expect(frontend.spread(backend, { requests: 30 }).distinct).toMeetSeveral({ of: 3 });
  await lane.change(reader.runs(written.command('reset-stickiness')));
});
