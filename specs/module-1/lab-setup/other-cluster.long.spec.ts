import { claim } from '#meshproof';

/** The last line of what the other cluster's API server, or kubectl, says. */
const ready = '$(there kubectl get --raw /readyz 2>&1 | tail -1)';

claim('m1-setup-make-kind-up', async ({ lane, control, expect, needs, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the target would make another cluster beside somebody else’s');
  await control('a target that does not exist is an error', reader.runs('make -n no-such-target')).toExit(2);
  const steps = `echo "before: ${ready}"
${written.command()} >/dev/null 2>&1; echo "status $?"
echo "after: ${ready}"`;

  const made = await lane.attempt(reader.elsewhere(steps, { made: false }));

  await control('before the command there is no API server', made).toPrint(/^before: .*connection .* was refused/m);
  await expect(made).toPrint(/^status 0$/m);
  await expect(made).toPrint(/^after: ok$/m);
});

claim('m1-setup-kind-up-twice', async ({ lane, control, expect, needs, note, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the target would make another cluster beside somebody else’s');
  const nodes = reader.runs('kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.uid}{"\\n"}{end}\'');
  await control('the first run made nodes', nodes).toPrint(/^([0-9a-f-]{36}\n)+$/);
  const before = await note(nodes);
  const shown = `DRY_RUN=1 CLUSTER_NAME=${lane.namespace}-own ${written.command()}`;
  await control('the target would make nodes where there are none', reader.runs(shown)).toPrint('kind create cluster');

  const again = await lane.attempt(reader.runs(written.command(), { limitMs: 180_000 }));

  await expect(again).toSucceed();
  await expect(nodes).toBe(before);
});

const apply = (manifest: string, options = '') => `kubectl apply ${options} -f - 2>&1 <<'MANIFEST'
${manifest}
MANIFEST`;

const application = `kubectl create deployment frontend --image=nginx
kubectl create deployment backend --image=nginxdemos/hello
kubectl wait deployment --all --for=condition=Available --timeout=60s`;
/** Prints the pods that are there to stay: what they are, how often they were started again, and their containers. */
const pods = `kubectl get pods --no-headers -o custom-columns=${[
  'APP:.metadata.labels.app',
  'GOING:.metadata.deletionTimestamp',
  'UID:.metadata.uid',
  'RESTARTS:.status.containerStatuses[*].restartCount',
  'INIT:.spec.initContainers[*].name',
  'CONTAINERS:.spec.containers[*].name',
].join(',')}`;

const attacker = `kubectl run attacker --image=curlimages/curl --command -- sh -c 'sleep 600'
kubectl wait pod attacker --for=condition=Ready --timeout=60s`;
/** Prints the status of a call to the backend; 000 where nobody answers. */
const statusFor = (by: string, how = '-m 3') =>
  `kubectl exec ${by} -- curl -s ${how} -o /dev/null -w 'status %{http_code},\\n' http://backend`;
/** Prints what Istio brings, or that it is not there. */
const mesh = `kubectl -n istio-system wait --for=condition=Available deployment/istiod --timeout=5s 2>&1
kubectl get customresourcedefinitions,mutatingwebhookconfigurations -o name`;
/** A new Service refuses connections until kube-proxy has heard of its pods. */
const patiently = '-m 30 --retry 5 --retry-connrefused';

claim('m1-ex5-no-effect-yet', async ({ lane, control, expect, needs, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'a cluster that gets its mesh only now would be needed');
  const steps = [
    application,
    written.command('expose-backend'),
    attacker,
    'echo before the mesh',
    mesh,
    'echo open',
    statusFor('attacker', patiently),
    apply(written.manifest('backend-policy')),
    'echo without',
    pods,
    `${written.command()} >/dev/null 2>&1; echo "made $?"`,
    pods,
    'echo under the policy',
    statusFor('attacker'),
    statusFor('deployment/frontend'),
    'echo in the mesh',
    mesh,
    'echo injected',
    written.command('label-the-namespace'),
    written.command('restart'),
    'kubectl rollout status deployment frontend --timeout=60s',
    'kubectl rollout status deployment backend --timeout=60s',
    'echo restarted',
    pods,
  ];

  const ran = await lane.attempt(reader.elsewhere(steps.join('\n')));

  await control('before the mesh two pods run without a sidecar', ran).toPrint(
    /^without\n(?:.*\n)*?backend +<none> .* <none> +hello\nfrontend +<none> .* <none> +nginx\n/m,
  );
  await control('before the mesh there is no istiod, none of its kinds and no webhook', ran).toPrint(
    /^before the mesh\n.*NotFound.*\n(?:(?!.*istio).*\n)*open$/m,
  );
  await control('without the policy the attacker is served', ran).toPrint(/^open\nstatus 200,$/m);
  await control('the mesh was installed', ran).toPrint(/^made 0$/m);
  await expect(ran).toPrint(/^in the mesh\ndeployment\.apps\/istiod condition met$/m);
  await expect(ran).toPrint(/^in the mesh\n(?:.*\n)*\S+\/authorizationpolicies\.security\.istio\.io\n(?:.*\n)*injected$/m);
  await expect(ran).toPrint(/^in the mesh\n(?:.*\n)*\S+\/peerauthentications\.security\.istio\.io\n(?:.*\n)*injected$/m);
  await expect(ran).toPrint(/^in the mesh\n(?:.*\n)*mutatingwebhook\S+\/istio-sidecar-injector\n(?:.*\n)*injected$/m);
  await expect(ran).toPrint(/^without\n([^]+)^made 0\n\1under the policy$/m);
  await expect(ran).toPrint(/^under the policy\nstatus 000,\nstatus 200,$/m);
  await control('pods made after the mesh get a sidecar', ran).toPrint(
    /^restarted\n(?=[^]*^backend +<none> .*istio-proxy)[^]*^frontend +<none> .*istio-proxy/m,
  );
});
