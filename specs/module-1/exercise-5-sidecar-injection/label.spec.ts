import { claim } from '#meshproof';

/** Istio's CNI agent puts another init container in the place of istio-init. */
const withSidecar = /^\["istio-(init|validation)","istio-proxy","newcomer"\]$/m;

const unlabelled = (namespace: string) => `kubectl label namespace ${namespace} istio-injection-`;

claim('m1-ex5-label', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const label = reader.runs(`kubectl get namespace ${lane.namespace} -o jsonpath='{.metadata.labels.istio-injection}'`);
  await lane.change(reader.runs(unlabelled(lane.namespace)));
  await control('before the command the namespace has no injection label', label).toPrintNothingLike(/\S/);
  await control('before the command a new pod gets no sidecar', reader.newPod()).toPrint(/^\["newcomer"\]$/m);

  const labelled = await lane.attempt(reader.runs(written.command()));

  await expect(labelled).toPrint(`namespace/${lane.namespace} labeled\n`);
  await expect(label).toPrint(/^enabled$/);
  await expect(reader.newPod()).toPrint(withSidecar);

  await lane.change(reader.runs(unlabelled(lane.namespace)));
  await control('without the label a new pod gets no sidecar again', reader.newPod()).toPrint(/^\["newcomer"\]$/m);
});

claim('m1-ex5-label-conflict', async ({ lane, control, expect, needs, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'somebody else may have labelled their namespace default');
  await lane.world('empty');
  const tried = reader.runs(`${written.command()} --dry-run=server`);
  const labelsOf = (namespace: string) =>
    reader.json(`kubectl get namespace ${namespace} -o json`, ({ metadata }) =>
      Object.keys(metadata.labels).filter((label) => label.includes('istio')),
    );
  await lane.change(reader.runs(unlabelled(lane.namespace)));
  await control('the command is accepted where no other label is set', tried).toPrint('labeled');

  await lane.change(reader.runs(written.command().replace('enabled', 'disabled')));

  await control('the command is refused beside istio-injection=disabled', tried).toFail({
    exit: 1,
    saying: 'already has a value (disabled)',
  });
  await control('the list of labels shows the injection label', labelsOf(lane.namespace)).toBe(['istio-injection']);
  await expect(labelsOf('default')).toBe([]);
  await expect(reader.runs(`${written.command().replace(lane.namespace, 'default')} --dry-run=server`)).toPrint(
    /^namespace\/default labeled/,
  );
  await lane.change(reader.runs(unlabelled(lane.namespace)));
});
