import { claim } from '#meshproof';

const kiali = '/api/v1/namespaces/istio-system/services/kiali:20001/proxy/kiali';
const away = 'kubectl -n istio-system delete deployment/kiali service/kiali';

// serial: other claims of the exercise look at Kiali
claim('m1-ex8-make', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs(
    'our-cluster',
    await lane.isOurCluster(),
    'the target installs nothing in somebody else’s cluster, and nothing is taken away',
  );
  const { frontend, backend } = await lane.world('observed');
  const asked = reader.runs(`kubectl get --raw ${kiali}/api/status`);
  await control('before anything is changed Kiali answers', asked).toPrint('"Kiali version"');
  await lane.change(reader.runs(away, { undo: `command ${written.command()}` }));
  await control('without its Service Kiali does not answer', asked).toFail({ exit: 1, saying: 'NotFound' });

  const made = await lane.attempt(reader.runs(written.command(), { limitMs: 150_000 }));

  await expect(made).toSucceed();
  await expect(asked).toPrint('"Kiali version"');
  const [address = ''] = await note(reader.lines(made, /^Kiali: (http\S+\/kiali\/)$/));
  await control('before the frontend calls, Kiali’s page draws no graph', reader.graphAt(address)).toPrint(/^Empty Graph\n$/);

  await lane.request(frontend.get(backend), { times: 10, every: 1 });

  await expect(reader.graphAt(address)).toPrint(/^frontend → backend$/m);
  await control('the page draws no call that was not made', reader.graphAt(address)).toPrintNothingLike('attacker');
});
