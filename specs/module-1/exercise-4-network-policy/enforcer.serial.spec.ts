import { claim } from '#meshproof';

const everyNode = (label: string) =>
  `kubectl -n kube-system patch daemonset kube-network-policies --type=merge -p '{"spec":{"template":{"spec":{"nodeSelector":{"meshproof/nowhere":${label}}}}}}'`;
const rolledOut = 'kubectl -n kube-system rollout status daemonset kube-network-policies --timeout=60s';
const restored = `${everyNode('null')} >&2; ${rolledOut} >&2`;
const gone = 'kubectl -n kube-system wait --for=delete pod -l k8s-app=kube-network-policies --timeout=30s';

claim('m1-ex4-enforcer-off', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the policy agents are somebody else’s here');
  const agents = await note(reader.runs('kubectl -n kube-system get daemonsets -o name'));
  needs('policy-agents', agents.stdout.includes('kube-network-policies'), 'another program enforces NetworkPolicy here');
  const { attacker, frontend, backend } = await lane.world('one-backend');
  await control('the attacker reaches the backend before the policy', attacker.get(backend)).toReach(backend);
  await lane.apply(written.manifest('backend-policy'));
  await control('the enforced policy blocks the attacker', attacker.get(backend)).toBeDropped();
  await control('the enforced policy admits the frontend', frontend.get(backend)).toReach(backend);

  await lane.change(reader.runs(`${everyNode('"true"')}; ${gone}`, { undo: restored }));

  await expect(attacker.get(backend)).toReach(backend);
  await expect(reader.runs('kubectl get networkpolicy -o name')).toPrint(
    /^networkpolicy\.networking\.k8s\.io\/backend-policy\n$/,
  );

  await lane.change(reader.runs(restored, { limitMs: 90_000 }));
  await control('the policy, enforced again, blocks the attacker', attacker.get(backend)).toBeDropped();
  await control('the policy, enforced again, admits the frontend', frontend.get(backend)).toReach(backend);
});
