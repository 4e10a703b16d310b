import { claim } from '#meshproof';

const cleared = 'kubectl delete deployment,service --all --wait=false';

claim('m1-ex1-create-frontend', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(cleared));
  await control(
    'before the command the frontend’s Deployment does not exist',
    reader.runs('kubectl get deployment frontend'),
  ).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  const created = await lane.attempt(reader.runs(written.command()));

  await expect(created).toPrint('deployment.apps/frontend created');
  await expect(reader.runs('kubectl wait --for=condition=Available deployment/frontend --timeout=30s')).toPrint('condition met');
  await expect(reader.runs("kubectl get deployment frontend -o jsonpath='{..containers[*].image}'")).toPrint(/^nginx$/);
});

claim('m1-ex1-create-backend', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(cleared));
  await control(
    'before the command the backend’s Deployment does not exist',
    reader.runs('kubectl get deployment backend'),
  ).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  const created = await lane.attempt(reader.runs(written.command()));

  await expect(created).toPrint('deployment.apps/backend created');
  await expect(reader.runs('kubectl wait --for=condition=Available deployment/backend --timeout=30s')).toPrint('condition met');
  await expect(reader.runs("kubectl get deployment backend -o jsonpath='{..containers[*].image}'")).toPrint(
    /^nginxdemos\/hello$/,
  );
});

claim('m1-ex1-create-rerun', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(cleared));
  const first = await lane.attempt(reader.runs(written.command()));
  await control('the first run creates the Deployment', first).toPrint('deployment.apps/frontend created');

  const second = await lane.attempt(reader.runs(written.command()));

  await expect(second).toFail({ exit: 1, saying: '"frontend" already exists' });
});

claim('m1-ex1-expose-backend', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await lane.change(reader.runs(cleared));
  await lane.change(reader.runs(written.command('create-backend')));
  await control('before the command the backend’s Service does not exist', reader.runs('kubectl get service backend')).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  const exposed = await lane.attempt(reader.runs(written.command()));

  await expect(exposed).toPrint('service/backend exposed');
  const stored = reader.json('kubectl get service backend -o json', ({ spec: { type, selector, ports } }) => [
    type,
    selector,
    ports,
  ]);
  await expect(stored).toBe(['ClusterIP', { app: 'backend' }, [{ port: 80, protocol: 'TCP', targetPort: 80 }]]);
});

claim('m1-ex1-app-label', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  // a pod that is told to end while it starts takes its 30 s
  await lane.change(reader.runs('kubectl delete deployment,service --all --cascade=foreground'));
  const selected = (label: string) => reader.lines(`kubectl get pods -l ${label} -o name`, 'pod/').count;
  await control('of an earlier Deployment no pod is left', selected('app=backend')).toBe(0);
  await lane.change(reader.runs('kubectl run unlabelled --image=nginx --labels=made-by=run'));
  await control('a pod made without an app label exists', selected('made-by=run')).toBe(1);
  await control('a pod made without an app label is not selected by its name', selected('app=unlabelled')).toBe(0);

  await lane.change(reader.runs(written.command('create-backend')));
  await lane.change(reader.runs(written.command('scale-backend')));

  await expect(selected('app=backend')).toBe(3);
  await control('another value of the app label selects no pod', selected('app=nope')).toBe(0);
  await lane.change(reader.runs('kubectl delete pod unlabelled --now --wait=false'));
});
