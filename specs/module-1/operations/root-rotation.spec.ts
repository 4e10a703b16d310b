import { claim } from '#meshproof';

/** Prints `<whose> serial=…` and `<whose> Modulus=…` (of the key), or nothing if no root exists. */
const rootOf = (whose: string, namespace: string) =>
  `kubectl -n ${namespace} get secret istio-ca-secret -o jsonpath='{.data.ca-cert\\.pem}' | base64 -d | openssl x509 -noout -serial -modulus | sed 's/^/${whose} /'`;
/** Watches the roots of the lane's own istiod and of the mesh for 40 s; counts the roots and the keys of each. */
const rootsOf = (
  lane: string,
) => `trap 'kubectl delete deployment/authority clusterrole/${lane}-authority clusterrolebinding/${lane}-authority' EXIT
kubectl -n istio-system get deployment istiod -o json | jq --arg namespace ${lane} --arg uid $(kubectl get namespace ${lane} -o jsonpath='{.metadata.uid}') -f specs/module-1/operations/authority.jq | kubectl apply -f -
kubectl wait --for=create secret/istio-ca-secret --timeout=40s
for look in $(seq 10); do ${rootOf('own', lane)}; ${rootOf('mesh', 'istio-system')}; sleep 4; done | sort -u | cut -d= -f1 | uniq -c | tr -s ' '`;

claim('m1-ops-rotate-root', async ({ lane, control, expect, needs, reader }) => {
  needs(
    'our-cluster',
    await lane.isOurCluster(),
    'it copies the mesh’s control plane and reads its CA’s Secret, and both are somebody else’s here',
  );
  await lane.world('empty');
  await lane.apply('authority.yaml');

  const seen = await lane.attempt(reader.runs(rootsOf(lane.namespace), { limitMs: 120_000 }));

  await control('a root with the usual lifetime stays the same', seen).toPrint(/^ 1 mesh serial$/m);
  await control('the lane’s own istiod has a root', seen).toPrint(/own serial$/m);
  await expect(seen).toPrint(/^ [3-5] own serial$/m);
  await expect(seen).toPrint(/^ 1 own Modulus$/m);
});
