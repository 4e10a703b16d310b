import { claim } from '#meshproof';

const name = 'ciliumnetworkpolicies.cilium.io';
const source = 'go -C fixtures/modules/cilium mod download -json github.com/cilium/cilium';
const file = `"$(${source} | jq -r .Dir)/pkg/k8s/apis/cilium.io/client/crds/v2/ciliumnetworkpolicies.yaml"`;
const found = `kubectl get crd ${name} -o name || ${source} || echo nowhere`;
const ours = 'meshproof/claims=m1-ex4-obj';
const served = `kubectl get crd ${name} -o name || { kubectl create -f ${file} && kubectl label crd ${name} ${ours}; }`;
const taken = `kubectl delete crd -l ${ours}`;
const nowhere = 'Cilium’s API is not in this cluster, and nothing gives it to a cluster of ours (Go, and a proxy of Go modules)';
const explained = (path: string) => `kubectl explain ciliumnetworkpolicy.spec.ingress.toPorts.${path}`;

claim('m1-ex4-obj-cilium', async ({ lane, control, expect, needs, note, reader }) => {
  const { stdout: had } = await note(await lane.attempt(reader.runs(found, { absent: 'go', limitMs: 120_000 })));
  needs('cilium-api', had.includes(`/${name}\n`) || (had.includes('"Dir"') && (await lane.isOurCluster())), nowhere);

  await lane.change(reader.runs(served, { undo: taken }));

  await control('Cilium’s policies have ports', reader.runs(explained('ports.port'))).toPrint('FIELD: port');
  await control('a rule that Cilium does not have is not found', reader.runs(explained('rules.smtp'))).toFail({
    exit: 1,
    saying: 'field "smtp" does not exist',
  });
  await expect(reader.runs(explained('rules.http.method'))).toPrint('FIELD: method');
  await expect(reader.runs(explained('rules.http.path'))).toPrint('FIELD: path');
});

claim('m1-ex4-obj-kafka', async ({ lane, control, expect, erratum, needs, note, reader }) => {
  const { stdout: had } = await note(await lane.attempt(reader.runs(found, { absent: 'go', limitMs: 120_000 })));
  needs('cilium-api', had.includes(`/${name}\n`) || (had.includes('"Dir"') && (await lane.isOurCluster())), nowhere);

  await lane.change(reader.runs(served, { undo: taken }));

  await control('Cilium’s policies have ports', reader.runs(explained('ports.port'))).toPrint('FIELD: port');
  await expect(reader.runs(explained('rules.kafka'))).toStillFind();
  await erratum(reader.runs(explained('rules.http'))).toPrint(/^ +method\s[^]*^ +path\s/m);
});
