import { claim } from '#meshproof';

const unlabelled = (namespace: string) => `kubectl label namespace ${namespace} istio-injection-`;
/** The names of the containers that a pod would have which is made now. */
const newPod = `kubectl run newcomer --image=curlimages/curl --dry-run=server -o json | jq -c '[.spec | (.containers + (.initContainers // []))[].name] | sort'`;

claim('m1-ex5-label', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const label = reader.runs(`kubectl get namespace ${lane.namespace} -o jsonpath='{.metadata.labels.istio-injection}'`);
  await lane.change(reader.runs(unlabelled(lane.namespace)));
  await control('before the command the namespace has no such label', label).toPrint(/^$/);
  await control('and a new pod no sidecar', reader.runs(newPod)).toPrint(/^\["newcomer"\]$/m);

  const labelled = await lane.change(reader.runs(written.command()));

  await expect(labelled).toPrint(`namespace/${lane.namespace} labeled\n`);
  await expect(label).toPrint(/^enabled$/);
  await expect(reader.runs(newPod)).toPrint(/^\["istio-init","istio-proxy","newcomer"\]$/m);

  await lane.change(reader.runs(unlabelled(lane.namespace)));
  await control('without the label a new pod has none again', reader.runs(newPod)).toPrint(/^\["newcomer"\]$/m);
});

claim('m1-ex5-label-conflict', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const tried = reader.runs(`${written.command()} --dry-run=server`);
  const labelsOf = (namespace: string) =>
    reader.runs(`kubectl get namespace ${namespace} -o json | jq -c '.metadata.labels | keys | map(select(test("istio")))'`);
  await lane.change(reader.runs(unlabelled(lane.namespace)));
  await control('without another label the command is accepted', tried).toPrint('labeled');

  await lane.change(reader.runs(written.command().replace('enabled', 'disabled')));

  await control('beside istio-injection=disabled it is refused', tried).toFail({
    exit: 1,
    saying: 'already has a value (disabled)',
  });
  await control('such a label is seen', labelsOf(lane.namespace)).toPrint(/^\["istio-injection"\]$/m);
  await expect(labelsOf('default')).toPrint(/^\[\]$/m);
  await expect(reader.runs(`${written.command().replace(lane.namespace, 'default')} --dry-run=server`)).toPrint(
    /^namespace\/default labeled/,
  );
  await lane.change(reader.runs(unlabelled(lane.namespace)));
});
