import { claim } from '#meshproof';

const daemonSets = 'kubectl -n kube-system get daemonsets -o name';
const nodeOfBackend = "kubectl get pods -l app=backend -o jsonpath='{..nodeName}'";
const agentOn = (node: string) =>
  `kubectl -n kube-system get pods -l k8s-app=cilium --field-selector spec.nodeName=${node} -o jsonpath='{..metadata.name}'`;
/** What Cilium's flow tool tells of the calls to the lane's pods, asked on the node of the backend. */
const flowsOf = (namespace: string, agent: string) =>
  `kubectl -n kube-system exec ${agent} -c cilium-agent -- hubble observe --to-namespace ${namespace} -o jsonpb`;
const lacking = 'no tool that shows flows is in this cluster';

claim('m1-ex3-t-tools', async ({ lane, control, expect, needs, note, reader, written }) => {
  const { stdout: present } = await note(reader.runs(daemonSets));
  needs('cilium-api', present.includes('/cilium\n'), lacking);
  const { attacker, frontend, backend } = await lane.world('one-backend');
  const { stdout: node } = await note(reader.runs(nodeOfBackend));
  const { stdout: agent } = await note(reader.runs(agentOn(node)));
  const flows = reader.runs(flowsOf(lane.namespace, agent));
  await control('without a policy the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await control('the flow tool shows the attacker’s calls', flows).toPrint('"pod_name":"attacker"');
  await control('without a policy the flow tool names none', flows).toPrintNothingLike('"name":"backend-policy"');

  await lane.apply(written.manifest('backend-policy'));

  await control('the policy blocks the attacker', attacker.get(backend)).toBeDropped();
  await control('the policy admits the frontend', frontend.get(backend)).toReach(backend);
  await expect(flows).toPrint(/"destination_port":80\b/);
  await expect(flows).toPrint('"name":"backend-policy"');
  await expect(flows).toPrint('"POLICY_DENIED"');
});

claim('m1-ex3-t-limit', async ({ lane, control, expect, needs, note, reader }) => {
  const { stdout: present } = await note(reader.runs(daemonSets));
  needs('cilium-api', present.includes('/cilium\n'), lacking);
  const { frontend, backend } = await lane.world('one-backend');
  const { stdout: node } = await note(reader.runs(nodeOfBackend));
  const { stdout: agent } = await note(reader.runs(agentOn(node)));
  const flows = reader.runs(flowsOf(lane.namespace, agent));
  await control('the frontend reaches the backend', frontend.get(backend, '/of-this-path')).toReach(backend);
  await control('the flow tool shows the frontend’s call', flows).toPrint(/"destination_port":80\b/);
  await expect(flows).toPrintNothingLike('/of-this-path');
  await expect(flows).toPrintNothingLike('spiffe://');
});

claim('m1-ex3-c-flow', async ({ lane, control, expect, needs, note, reader }) => {
  const { stdout: present } = await note(reader.runs(daemonSets));
  needs('cilium-api', present.includes('/cilium\n'), lacking);
  const { frontend, backend } = await lane.world('one-backend');
  const { stdout: node } = await note(reader.runs(nodeOfBackend));
  const [address = ''] = await note(frontend.podIps());
  const { stdout: agent } = await note(reader.runs(agentOn(node)));
  const flows = reader.runs(flowsOf(lane.namespace, agent));
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the flow tool shows the frontend’s address', flows).toPrint(address);
  await expect(flows).toPrintNothingLike(/"(pod_name|workloads)":"?.*frontend/);
});
