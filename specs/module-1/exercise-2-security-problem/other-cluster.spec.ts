import { claim } from '#meshproof';

const applied = (manifest: string) => `kubectl apply -f - <<'MANIFEST'\n${manifest}\nMANIFEST`;
const started = (deployment: string) => `kubectl rollout status deployment ${deployment} --timeout=60s`;
const answer = (what: string, call: string) => `echo "${what}:"; ${call}`;

claim('m1-ex2-uniform-clusters', async ({ lane, control, expect, needs, reader, written }) => {
  needs('our-cluster', await lane.isOurCluster(), 'another cluster beside somebody else’s would be needed');
  const { frontend, backend } = await lane.world('injected');
  await control('here the application itself answers POST', frontend.post(backend, '/data')).toReach(backend, { status: 405 });
  await lane.apply(written.manifest('backend-authz'));
  await control('here the policy admits GET', frontend.get(backend, '/')).toReach(backend);
  await control('here the policy refuses POST', frontend.post(backend, '/data')).toBeDeniedBy(backend);
  // the policy comes first: nobody has to wait until a proxy has it
  const steps = [
    'make istio-sidecar >/dev/null 2>&1; echo "mesh $?"',
    written.command('label-the-namespace'),
    applied(written.manifest('backend-authz')),
    ...['create-frontend', 'create-backend', 'expose-backend'].map((place) => written.command(place)),
    'kubectl expose deployment frontend --port=80',
    started('backend'),
    started('frontend'),
    'istioctl proxy-status',
    answer('POST to the frontend', 'kubectl exec deployment/frontend -- curl -X POST http://frontend'),
    answer('GET', written.command('allowed-request')),
    answer('POST', written.command('denied-request')),
  ];

  const there = await lane.attempt(reader.elsewhere(steps.join('\n')));

  await control('the other cluster has a mesh', there).toPrint(/^mesh 0$/m);
  await control('there an application that no policy is about answers POST itself', there).toPrint(
    /^POST to the frontend:$[^:]*(405 Not Allowed|Welcome to nginx)/m,
  );
  await expect(there).toPrint(/^GET:$(?:(?!^POST)[^])*Server&nbsp;name/m);
  await expect(there).toPrint(/^POST:\nRBAC: access denied$/m);
});
