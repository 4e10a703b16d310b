import { claim } from '#meshproof';

const istiod = 'kubectl -n istio-system get deployment istiod -o json';
const copied = 'jq -f specs/module-1/operations/authority.jq';
/** Makes of the mesh's istiod one for the lane, whose roots live for 30 s. */
const copyFor = (lane: string, uid: string) =>
  `${istiod} | ${copied} --arg namespace ${lane} --arg uid ${uid} | kubectl apply -f -`;
const withoutCopy = (lane: string) =>
  `kubectl delete --ignore-not-found deploy/authority clusterrole/${lane}-authority clusterrolebinding/${lane}-authority`;
const certificate = "istio-ca-secret -o jsonpath='{.data.ca-cert\\.pem}' | base64 -d";
/** Prints a part of a namespace's root certificate: its serial number, or its key's modulus. */
const rootOf = (namespace: string, part: 'serial' | 'modulus') =>
  `kubectl -n ${namespace} get secret ${certificate} | openssl x509 -noout -${part}`;

claim('m1-ops-rotate-root', async ({ lane, control, expect, needs, note, reader }) => {
  needs(
    'our-cluster',
    await lane.isOurCluster(),
    'it copies the mesh’s control plane and reads its CA’s Secret, and both are somebody else’s here',
  );
  await lane.world('empty');
  const [ours, key] = [reader.runs(rootOf(lane.namespace, 'serial')), reader.runs(rootOf(lane.namespace, 'modulus'))];
  const ofMesh = reader.runs(rootOf('istio-system', 'serial'));
  const { stdout: uid } = await note(reader.runs(`kubectl get namespace ${lane.namespace} -o jsonpath='{.metadata.uid}'`));
  const usual = await note(ofMesh);
  await lane.apply('authority.yaml');
  await lane.change(reader.runs(copyFor(lane.namespace, uid), { undo: withoutCopy(lane.namespace) }));
  await control(
    'the lane’s own istiod makes a root',
    reader.runs('kubectl wait --for=create secret/istio-ca-secret --timeout=40s'),
  ).toSucceed();
  const [first, firstKey] = [await note(ours), await note(key)];

  await expect(ours).toDifferFrom(first);
  await expect(key).toBe(firstKey);
  await control('a root with the usual lifetime stays the same', ofMesh).toBe(usual);
});
