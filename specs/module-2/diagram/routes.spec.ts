import { claim } from '#meshproof';

const apis = 'kubectl api-versions';
const noRoutes = 'OpenShift’s Routes are not in this cluster';

claim('m2-have-route', async ({ control, expect, needs, note, reader, written }) => {
  await control('the document speaks of Routes', written.lines('External traffic routing via Router/Route').count).toBe(1);
  const { stdout } = await note(reader.runs(apis));
  needs('openshift-routes', stdout.includes('route.openshift.io/'), noRoutes);
  await expect(reader.runs('kubectl explain route.spec.to.kind')).toPrint('Service');
});

claim('m2-diag-lb-or', async ({ control, expect, needs, note, reader, written }) => {
  const edge = written.diagram().lines('LB[External Load Balancer] --> OR[OpenShift Router/Route]');
  await control('the diagram has the edge from the load balancer to the router', edge.count).toBe(1);
  const { stdout } = await note(reader.runs(apis));
  needs('openshift-routes', stdout.includes('route.openshift.io/'), noRoutes);
  await expect(reader.runs('kubectl -n openshift-ingress get service router-default -o jsonpath={.spec.type}')).toPrint(
    'LoadBalancer',
  );
});

claim('m2-diag-or-s', async ({ control, expect, needs, note, reader, written }) => {
  const edge = written.diagram().lines('OR --> S[Service]');
  await control('the diagram has the edge from the router to the Service', edge.count).toBe(1);
  const { stdout } = await note(reader.runs(apis));
  needs('openshift-routes', stdout.includes('route.openshift.io/'), noRoutes);
  await expect(reader.runs('kubectl get routes --all-namespaces -o jsonpath={.items[*].spec.to.kind}')).toPrint('Service');
});

claim('m2-have-title', async ({ control, expect, needs, note, reader, written }) => {
  const repository = reader.lines('ls fixtures', /^02-service-mesh-value$/);
  await control('the document speaks of a Module 1', written.lines('What You Already Have (from Module 1)').count).toBe(1);
  await control(
    'the search finds a file beside the document',
    reader.lines('ls fixtures/documents', /^module-1\.md$/).count,
  ).toBe(1);
  needs(
    'repository',
    (await note(repository.count)) === 1,
    'the documents are given without the repository around them, and the Module 1 at hand belongs to another series',
  );
  await expect(reader.lines('cat fixtures/documents/module-1.md', /Router|Route\b/).count).toBeAtLeast(1);
});
