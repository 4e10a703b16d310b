import { claim } from '#meshproof';

/** Cilium's own definition, unchanged: github.com/cilium/cilium v1.20.2, pkg/k8s/apis/cilium.io/client/crds/v2 (Apache-2.0). */
const definition = 'specs/module-1/exercise-4-network-policy/ciliumnetworkpolicies.yaml.gz';
const given = `gunzip -c ${definition} | kubectl create -f -`;
const taken = 'kubectl delete crd ciliumnetworkpolicies.cilium.io --ignore-not-found';
const rules = 'kubectl explain ciliumnetworkpolicy.spec.ingress.toPorts.rules';
const foreign = 'the API server is given another kind for a while, and it is somebody else’s here';

claim('m1-ex4-obj-cilium', async ({ lane, control, expect, needs, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), foreign);
  await lane.world('empty');

  const created = await lane.attempt(reader.runs(given, { undo: taken }));

  await control('the API server takes Cilium’s definition', created).toPrint('ciliumnetworkpolicies.cilium.io created');
  await control(
    'Kubernetes’ own NetworkPolicy has no rules for a port',
    reader.runs('kubectl explain networkpolicy.spec.ingress.ports.rules'),
  ).toFail({ exit: 1, saying: 'field "rules" does not exist' });
  await expect(reader.runs(`${rules}.http`)).toPrint(/^ +method\s[^]*^ +path\s/m);
});

claim('m1-ex4-obj-kafka', async ({ lane, control, expect, erratum, needs, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), foreign);
  await lane.world('empty');

  const created = await lane.attempt(reader.runs(given, { undo: taken }));

  await control('the API server takes Cilium’s definition', created).toPrint('ciliumnetworkpolicies.cilium.io created');
  await control('Cilium’s API has HTTP rules', reader.runs(`${rules}.http`)).toPrint('FIELD: http');
  await expect(reader.runs(`${rules}.kafka`)).toStillFind();
  await erratum(reader.runs(`${rules}.http`)).toPrint(/^ +method\s[^]*^ +path\s/m);
});

claim('m1-ex7-c-cilium', async ({ lane, control, expect, needs, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), foreign);
  await lane.world('empty');

  const created = await lane.attempt(reader.runs(given, { undo: taken }));

  await control('the API server takes Cilium’s definition', created).toPrint('ciliumnetworkpolicies.cilium.io created');
  await expect(reader.runs('kubectl explain ciliumnetworkpolicy.spec.ingress.fromEndpoints')).toPrint(/^ +matchLabels\s/m);
});
