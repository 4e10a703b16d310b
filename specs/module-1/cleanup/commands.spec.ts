import { claim } from '#meshproof';

const cleared = 'kubectl delete deployment,service,pod --all --wait=false';
const names = (kinds: string) => `kubectl get ${kinds} -o name | sort`;

claim('m1-cl-not-idempotent', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.apply(written.manifest(558));
  const first = await lane.attempt(reader.runs(written.command()));
  await control('the command deletes an existing policy', first).toPrint('"backend-authz" deleted');
  await control('the deletion of an existing policy succeeds', first).toSucceed();

  const second = await lane.attempt(reader.runs(written.command()));

  await expect(second).toFail({ exit: 1, saying: 'NotFound' });
});

claim('m1-cl-svc', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(cleared));
  await lane.change(
    reader.runs(`${written.command(52)} --replicas=0 && ${written.command(53)} --replicas=0
      ${written.command(55).replaceAll('*', '')} && ${written.command(56)} && kubectl create service clusterip bystander --tcp=80`),
  );
  const services = reader.runs(names('services'));
  await control('both Services and a third one exist', services).toPrint(
    /^service\/backend\nservice\/bystander\nservice\/frontend\n$/,
  );

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^service "frontend" deleted/m);
  await expect(deletion).toPrint(/^service "backend" deleted/m);
  await expect(services).toPrintNothingLike(/frontend|backend/);
  await control('the third Service still exists', services).toPrint(/^service\/bystander\n$/);
});

claim('m1-cl-deploy', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(cleared));
  await lane.change(
    reader.runs(`${written.command(52)}; ${written.command(53)}; kubectl create deployment bystander --image=nginx --replicas=0
      kubectl wait --for=condition=Available deployment frontend backend --timeout=50s`),
  );
  const deployments = reader.runs(names('deployments'));
  const pods = reader.runs(`${names("pods -l 'app in (frontend, backend)'")} | cut -d - -f 1`);
  await control('both Deployments and a third one exist', deployments).toPrint(
    /^deployment\.apps\/backend\ndeployment\.apps\/bystander\ndeployment\.apps\/frontend\n$/,
  );
  await control('both Deployments have a pod', pods).toPrint(/^pod\/backend\npod\/frontend\n$/);

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^deployment\.apps "frontend" deleted/m);
  await expect(deletion).toPrint(/^deployment\.apps "backend" deleted/m);
  await control('the third Deployment still exists', deployments).toPrint(/^deployment\.apps\/bystander\n$/);
  await expect(
    reader.runs("kubectl wait --for=delete pod -l 'app in (frontend, backend)' --timeout=50s", { limitMs: 55_000 }),
  ).toSucceed();
  await expect(pods).toPrintNothingLike(/\S/);
});

const emptied = 'kubectl delete deployment,service,pod --all';
const ready = (pods: string) => `kubectl wait --for=condition=Ready ${pods} --timeout=50s`;

claim('m1-cl-pods', async ({ lane, control, expect, reader, written }) => {
  await lane.world('shared');
  await lane.change(reader.runs(emptied));
  await lane.apply('attacker.yaml');
  await control('the attacker’s pod is Ready', reader.runs(ready('pod/attacker'))).toSucceed();
  await control('the attacker’s pod is listed', reader.runs(names('pods'))).toPrint(/^pod\/attacker\n$/);

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^pod "attacker" deleted/m);
  await expect(reader.runs(names('pods'))).toPrintNothingLike(/\S/);
  await control('a pod of another namespace still exists', reader.runs(names(`pods -n ${lane.namespace}-other`))).toPrint(
    /^pod\/outsider\n$/,
  );
});

claim('m1-cl-pods-scope', async ({ lane, control, expect, reader, written }) => {
  await lane.world('shared');
  await lane.change(reader.runs(emptied));
  const pods = reader.runs(names('pods'));
  await lane.apply('neighbour.yaml');
  await lane.apply('attacker.yaml');
  await control('a pod of the lab and a neighbour are Ready', reader.runs(ready('pod/attacker pod/neighbour'))).toSucceed();
  await control('a pod of the lab and a neighbour are listed', pods).toPrint(/^pod\/attacker\npod\/neighbour\n$/);

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^pod "attacker" deleted/m);
  await expect(deletion).toPrint(/^pod "neighbour" deleted/m);
  await expect(pods).toPrintNothingLike(/\S/);
  await control('a pod of another namespace still exists', reader.runs(names(`pods -n ${lane.namespace}-other`))).toPrint(
    /^pod\/outsider\n$/,
  );
});
