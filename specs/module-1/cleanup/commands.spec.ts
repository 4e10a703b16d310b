import { claim } from '#meshproof';

/** Waits for the pods too: one that is told to end while it starts takes its 30 s. */
const emptied = 'kubectl delete deployment,service,pod --all --cascade=foreground';
const names = (kinds: string) => `kubectl get ${kinds} -o name`;

claim('m1-cl-not-idempotent', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.apply(written.manifest('backend-authz'));
  const first = await lane.attempt(reader.runs(written.command()));
  await control('the command deletes an existing policy', first).toPrint('"backend-authz" deleted');
  await control('the deletion of an existing policy succeeds', first).toSucceed();

  const second = await lane.attempt(reader.runs(written.command()));

  await expect(second).toFail({ exit: 1, saying: 'NotFound' });
});

claim('m1-cl-svc', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(emptied));
  await lane.change(reader.runs(`${written.command('create-frontend')} --replicas=0`));
  await lane.change(reader.runs(`${written.command('create-backend')} --replicas=0`));
  await lane.change(reader.runs(written.command('expose-frontend').replaceAll('*', '')));
  await lane.change(reader.runs(written.command('expose-backend')));
  await lane.change(reader.runs('kubectl create service clusterip bystander --tcp=80'));
  const services = reader.lines(names('services'), /\S/).distinct;
  await control('both Services and a third one exist', services).toBe([
    'service/backend',
    'service/bystander',
    'service/frontend',
  ]);

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^service "frontend" deleted/m);
  await expect(deletion).toPrint(/^service "backend" deleted/m);
  await expect(services).toLack(/frontend|backend/);
  await control('the third Service still exists', services).toBe(['service/bystander']);
});

claim('m1-cl-deploy', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(emptied));
  await lane.change(
    reader.runs(`${written.command('create-frontend')}; ${written.command('create-backend')}; kubectl create deployment bystander --image=nginx --replicas=0
      kubectl wait --for=condition=Available deployment frontend backend --timeout=50s`),
  );
  const deployments = reader.lines(names('deployments'), /\S/).distinct;
  const pods = reader.lines(names("pods -l 'app in (frontend, backend)'"), /^(pod\/[a-z]+)-/).tally;
  await control('both Deployments and a third one exist', deployments).toBe([
    'deployment.apps/backend',
    'deployment.apps/bystander',
    'deployment.apps/frontend',
  ]);
  await control('both Deployments have a pod', pods).toBe({ 'pod/backend': 1, 'pod/frontend': 1 });

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^deployment\.apps "frontend" deleted/m);
  await expect(deletion).toPrint(/^deployment\.apps "backend" deleted/m);
  await control('the third Deployment still exists', deployments).toBe(['deployment.apps/bystander']);
  await expect(
    reader.runs("kubectl wait --for=delete pod -l 'app in (frontend, backend)' --timeout=50s", { limitMs: 55_000 }),
  ).toSucceed();
  await expect(pods).toBe({});
});

const ready = (pods: string) => `kubectl wait --for=condition=Ready ${pods} --timeout=50s`;

claim('m1-cl-pods', async ({ lane, control, expect, reader, written }) => {
  await lane.world('shared');
  await lane.change(reader.runs(emptied));
  await lane.apply('attacker.yaml');
  await control('the attacker’s pod is Ready', reader.runs(ready('pod/attacker'))).toSucceed();
  await control('the attacker’s pod is listed', reader.lines(names('pods'), /\S/)).toBe(['pod/attacker']);

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^pod "attacker" deleted/m);
  await expect(reader.lines(names('pods'), /\S/)).toBe([]);
  await control('a pod of another namespace still exists', reader.lines(names(`pods -n ${lane.namespace}-other`), /\S/)).toBe([
    'pod/outsider',
  ]);
});

claim('m1-cl-pods-scope', async ({ lane, control, expect, reader, written }) => {
  await lane.world('shared');
  await lane.change(reader.runs(emptied));
  const pods = reader.lines(names('pods'), /\S/).distinct;
  await lane.apply('neighbour.yaml');
  await lane.apply('attacker.yaml');
  await control('a pod of the lab and a neighbour are Ready', reader.runs(ready('pod/attacker pod/neighbour'))).toSucceed();
  await control('a pod of the lab and a neighbour are listed', pods).toBe(['pod/attacker', 'pod/neighbour']);

  const deletion = await lane.attempt(reader.runs(written.command()));

  await expect(deletion).toPrint(/^pod "attacker" deleted/m);
  await expect(deletion).toPrint(/^pod "neighbour" deleted/m);
  await expect(pods).toBe([]);
  await control('a pod of another namespace still exists', reader.lines(names(`pods -n ${lane.namespace}-other`), /\S/)).toBe([
    'pod/outsider',
  ]);
});
