import { claim } from '#meshproof';

const counter = "grep -c 'Cilium L7 policies still rely on pod labels' fixtures/documents/module-1.md";
const peers = 'kubectl explain ciliumnetworkpolicy.spec.ingress.fromEndpoints';

claim('m1-ex7-c-cilium', async ({ control, expect, needs, note, reader }) => {
  await control('the document answers the objection with Cilium’s labels', reader.runs(counter)).toPrint(/^1$/m);
  const { stdout: kinds } = await note(reader.runs('kubectl get crd -o name'));
  needs('cilium-api', kinds.includes('/ciliumnetworkpolicies.cilium.io\n'), 'Cilium’s API is not in this cluster');
  await expect(reader.runs(peers)).toPrint('matchLabels');
});
