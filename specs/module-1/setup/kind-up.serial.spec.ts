import { claim } from '#meshproof';

const ready = `KUBECONFIG=/dev/null
eval "$(node_modules/.bin/node cluster/cli.ts status 2>/dev/null | grep ^export)"
kubectl get --raw /readyz 2>&1 | tail -1`;

/** The target for a cluster of its own, which is removed whatever becomes of the command. */
const elsewhere = (name: string, make: string) => `export CLUSTER_NAME=${name}
trap 'make --silent kind-down >/dev/null 2>&1' EXIT
echo "before: $(${ready})"
${make} >/dev/null 2>&1; echo "status $?"
echo "after: $(${ready})"`;

claim('m1-setup-make-kind-up', async ({ lane, control, expect, needs, reader, written }) => {
  needs(await lane.isOurCluster(), 'the target would make another cluster beside somebody else’s');
  await control('a target that there is not is an error', reader.runs('make -n no-such-target')).toExit(2);

  const made = await lane.change(reader.runs(elsewhere(`${lane.namespace}-own`, written.command()), { limitMs: 180_000 }));

  await control('before, there is no API server', made).toPrint(/^before: .*connection .* was refused/m);
  await expect(made).toPrint(/^status 0$/m);
  await expect(made).toPrint(/^after: ok$/m);
});

claim('m1-setup-kind-up-twice', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs(await lane.isOurCluster(), 'the target would make another cluster beside somebody else’s');
  const nodes = reader.runs('kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.uid}{"\\n"}{end}\'');
  await control('the first run made nodes', nodes).toPrint(/^([0-9a-f-]{36}\n)+$/);
  const before = await note(nodes);
  const shown = `DRY_RUN=1 CLUSTER_NAME=${lane.namespace}-own ${written.command()}`;
  await control('where there are none the target would make them', reader.runs(shown)).toPrint('kind create cluster');

  const again = await lane.change(reader.runs(written.command(), { limitMs: 180_000 }));

  await expect(again).toSucceed();
  await expect(nodes).toBe(before);
});
