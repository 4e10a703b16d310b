import { claim } from '#meshproof';

const rules = 'kubectl explain ciliumnetworkpolicy.spec.ingress.toPorts.rules';

claim('m1-ex4-obj-kafka', async ({ control, expect, erratum, needs, note, reader }) => {
  const { stdout: kinds } = await note(reader.runs('kubectl get crd -o name'));
  needs('cilium-api', kinds.includes('/ciliumnetworkpolicies.cilium.io\n'), 'Cilium’s API is not in this cluster');
  await control('Cilium’s API has HTTP rules', reader.runs(`${rules}.http`)).toPrint('FIELD: http');
  await expect(reader.runs(`${rules}.kafka`)).toStillFind();
  await erratum(reader.runs(`${rules}.http`)).toPrint(/^ +method\s[^]*^ +path\s/m);
});
