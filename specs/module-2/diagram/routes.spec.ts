import { claim } from '#meshproof';

const said = (words: string) => `grep -cF '${words}' fixtures/documents/module-2.md`;
const apis = 'kubectl api-versions';
const noRoutes = 'OpenShift’s Routes are not in this cluster';

claim('m2-have-route', async ({ control, expect, needs, note, reader }) => {
  await control('the document speaks of Routes', reader.runs(said('External traffic routing via Router/Route'))).toPrint(/^1$/m);
  const { stdout } = await note(reader.runs(apis));
  needs('openshift-routes', stdout.includes('route.openshift.io/'), noRoutes);
  await expect(reader.runs('kubectl explain route.spec.to.kind')).toPrint('Service');
});

claim('m2-diag-lb-or', async ({ control, expect, needs, note, reader }) => {
  const edge = said('LB[External Load Balancer] --> OR[OpenShift Router/Route]');
  await control('the diagram has the edge from the load balancer to the router', reader.runs(edge)).toPrint(/^1$/m);
  const { stdout } = await note(reader.runs(apis));
  needs('openshift-routes', stdout.includes('route.openshift.io/'), noRoutes);
  await expect(reader.runs('kubectl -n openshift-ingress get service router-default -o jsonpath={.spec.type}')).toPrint(
    'LoadBalancer',
  );
});

claim('m2-diag-or-s', async ({ control, expect, needs, note, reader }) => {
  await control('the diagram has the edge from the router to the Service', reader.runs(said('OR --> S[Service]'))).toPrint(
    /^1$/m,
  );
  const { stdout } = await note(reader.runs(apis));
  needs('openshift-routes', stdout.includes('route.openshift.io/'), noRoutes);
  await expect(reader.runs('kubectl get routes --all-namespaces -o jsonpath={.items[*].spec.to.kind}')).toPrint('Service');
});

const target = '../02-service-mesh-value';
const beside = (path: string) => `ls -d fixtures/documents/${path} 2>/dev/null | wc -l`;

claim('m2-have-title', async ({ control, expect, needs, note, reader }) => {
  await control('the document speaks of a Module 1', reader.runs(said('What You Already Have (from Module 1)'))).toPrint(/^1$/m);
  await control('the search finds a file beside the document', reader.counts(beside('module-1.md'))).toBe(1);
  needs(
    'repository',
    (await note(reader.counts(beside(target)))) === 1,
    'the documents are given without the repository around them, and the Module 1 at hand belongs to another series',
  );
  await expect(reader.runs(`grep -cE 'Router|Route\\b' fixtures/documents/module-1.md`)).toPrint(/^[1-9]\d*$/m);
});
