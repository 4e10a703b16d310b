import { claim } from '#meshproof';

claim('m1-setup-nodes-ready', async ({ lane, control, expect, reader }) => {
  await lane.world('lab');
  await lane.apply('unschedulable.yaml');
  await control(
    'the wait fails for a pod without a node',
    reader.runs('kubectl wait --for=condition=Ready pod/unschedulable --timeout=1s'),
  ).toFail({
    exit: 1,
    saying: 'timed out',
  });

  await expect(reader.runs('kubectl wait --for=condition=Ready nodes --all --timeout=1s')).toSucceed();
  await expect(
    reader.runs('kubectl -n kube-system wait --for=condition=Available deployment -l k8s-app=kube-dns --timeout=1s'),
  ).toPrint('deployment.apps/coredns condition met');
  await expect(reader.runs('kubectl -n default get serviceaccount default')).toSucceed();
});

claim('m1-setup-cni-enforces', async ({ lane, control, expect }) => {
  const { attacker, debug, frontend, backend } = await lane.world('lab');
  await control('before the policy the attacker reaches the backend', attacker.get(backend)).toReach(backend);

  await lane.apply('only-debug.yaml');

  await expect(attacker.get(backend)).toBeDropped();
  await control('the admitted pod reaches the backend', debug.get(backend)).toReach(backend);
  await control('the attacker still resolves names and reaches another Service', attacker.get(frontend)).toReach(frontend);
});

claim('m1-setup-cluster-info', async ({ lane, control, expect, note, reader, written }) => {
  await lane.world('lab');
  const { stdout: server } = await note(reader.runs("kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}'"));
  await control(
    'the command fails where no API server listens',
    reader.runs(`${written.command()} --server=https://127.0.0.1:1`, { absent: 'the API server' }),
  ).toExit(1);

  // in colours
  const line = new RegExp(
    `^\\S*Kubernetes control plane\\S* is running at \\S*?${server.replaceAll('.', '\\.')}(?![\\w.:/-])`,
    'm',
  );
  await expect(reader.runs(written.command())).toPrint(line);
  await expect(reader.runs(written.command())).toSucceed();
});

claim('m1-setup-context', async ({ lane, control, expect, needs, note, reader }) => {
  needs(
    'our-cluster',
    await lane.isOurCluster(),
    'the target makes no cluster here, and its kubeconfig may do more than a reader in somebody else’s',
  );
  await lane.world('lab');
  /** Prints the cluster and the namespace that kubectl uses (`default` if the context names none). */
  const place = `kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'; kubectl get serviceaccount default -o jsonpath=' {.metadata.namespace}'`;
  const { stdout: cluster } = await note(reader.runs("kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'"));
  await control('a context of another namespace is noticed', reader.runs(place)).toPrint(`${cluster} ${lane.namespace}`);
  await control(
    'a context without a cluster is noticed',
    reader.runs(`KUBECONFIG=/dev/null; ${place}`, { absent: 'the API server' }),
  ).toFail({
    exit: 1,
    saying: 'localhost:8080',
  });

  const asKindUpSays = 'eval "$(node_modules/.bin/node cluster/cli.ts status | grep ^export)"';
  await expect(reader.runs(`${asKindUpSays}; ${place}`)).toPrint(new RegExp(`^${cluster} default$`));
});

claim('m1-setup-images-unpinned', async ({ lane, control, expect, needs, reader, written }) => {
  const { attacker, debug, frontend, backend } = await lane.world('lab');
  /** What each pod's first container was to be, how it is, and what it runs or why it waits. */
  const state = reader.json('kubectl get pods -o json', ({ items }) =>
    items.map(({ spec, status }: any) => {
      const { state = {}, imageID } = status.containerStatuses?.[0] ?? {};
      return [spec.containers[0].image, ...Object.keys(state), state.waiting?.reason ?? imageID].join(' ');
    }),
  );
  await lane.apply('no-such-image.yaml');
  await control('an image that no registry has is not pulled', state).toHold(
    /^nginxdemos\/no-such-image waiting (ErrImagePull|ImagePullBackOff)$/,
  );

  await expect(written.lines(/--image=([^ ]+)/).distinct).toBe([
    'curlimages/curl',
    'nginx',
    'nginxdemos/hello',
    'nicolaka/netshoot',
  ]);
  await expect(state).toHold(/^nginx running \S+@sha256:[0-9a-f]{64}$/);
  await expect(state).toHold(/^nginxdemos\/hello running \S+@sha256:[0-9a-f]{64}$/);
  await expect(state).toHold(/^nicolaka\/netshoot running \S+@sha256:[0-9a-f]{64}$/);
  await expect(state).toHold(/^curlimages\/curl running \S+@sha256:[0-9a-f]{64}$/);
  await expect(attacker.get(frontend)).toReach(frontend, { body: 'Welcome to nginx' });
  await expect(debug.get(backend)).toReach(backend, { body: 'Server&nbsp;name' });
  needs('published-images', await lane.hasPublishedImages(), 'all four do here, and these images were built to');
});
