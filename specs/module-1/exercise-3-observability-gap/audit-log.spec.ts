import { claim } from '#meshproof';

const flags = "kubectl -n kube-system get pods -l component=kube-apiserver -o jsonpath='{..command}'";
const auditLog = 'kubectl -n kube-system logs -l component=kube-apiserver --tail=-1 --since=5m | grep \'"kind":"Event"\'';
/** Lists policy changes in the lane's namespace: verb, name, and whether the log names the user. */
const changes = (namespace: string) =>
  `${auditLog} | jq -r 'select(.objectRef.namespace == "${namespace}" and .objectRef.resource == "networkpolicies" and .stage == "ResponseComplete" and .verb != "get" and .verb != "list") | "\\(.verb) \\(.objectRef.name) \\(if .user.username then "by somebody" else "" end)"' | sort -u`;

claim('m1-ex3-c-audit', async ({ lane, control, expect, needs, note, reader, written }) => {
  const { stdout: given } = await note(reader.runs(flags));
  needs(
    'audit-log',
    given.includes('--audit-log-path=-'),
    'the API server writes no audit log, or one that only its own machine can read',
  );
  const { frontend, backend } = await lane.world('one-backend');
  await control('before the policy no change is on record', reader.runs(changes(lane.namespace))).toPrint(/^$/);

  await lane.apply(written.manifest(317));

  await expect(reader.runs(changes(lane.namespace))).toPrint(/^(create|patch) backend-policy by somebody$/m);
  await control('the frontend’s call reaches the backend', frontend.get(backend, '/audited-call')).toReach(backend);
  await expect(reader.runs(`${auditLog} | grep -c audited-call`)).toPrint(/^0$/m);
});
