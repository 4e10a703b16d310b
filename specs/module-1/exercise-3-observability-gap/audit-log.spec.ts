import { claim } from '#meshproof';

const flags = "kubectl -n kube-system get pods -l component=kube-apiserver -o jsonpath='{..command}'";
const whoAmI = "kubectl auth whoami -o jsonpath='{.status.userInfo.username}'";
const auditLog = 'kubectl -n kube-system logs -l component=kube-apiserver --tail=-1 --since=5m';
/** The API server's own lines, and of its events those of other kinds and namespaces, are left out. */
const ofPolicies = (namespace: string) =>
  new RegExp(`^(?=.*"kind":"Event").*"resource":"networkpolicies","namespace":"${namespace}"`);
const change = (verb: string, user: string) =>
  new RegExp(`"verb":"${verb}","user":{"username":"${user}".*"name":"backend-policy"`);

claim('m1-ex3-c-audit', async ({ lane, control, expect, needs, note, reader, written }) => {
  const { stdout: given } = await note(reader.runs(flags));
  needs(
    'audit-log',
    given.includes('--audit-log-path=-'),
    'the API server writes no audit log, or one that only its own machine can read',
  );
  await lane.world('audited');
  const { stdout: user } = await note(reader.runs(whoAmI));
  const audit = reader.lines(auditLog, ofPolicies(lane.namespace));
  await control('before the policy the log has no change of a policy in this namespace', audit).toBe([]);

  await lane.change(reader.runs(written.command('backend-policy')));

  await expect(audit).toHold(change('create', user));
  await control('nobody has removed the policy yet', audit).toLack(change('delete', user));

  await lane.change(reader.runs(written.command('delete-backend-policy')));

  await expect(audit).toHold(change('delete', user));
});
