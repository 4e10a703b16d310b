import { claim } from '#meshproof';

const fields = 'kubectl explain services.spec --recursive';

claim('m2-gap-canary-hard', async ({ lane, control, expect, reader }) => {
  const { frontend, backend, v1, v2 } = await lane.world('unmeshed-versions');
  await control('no pod has a proxy', reader.runs('kubectl get pods -o jsonpath={.items[*].spec.containers[*].name}')).toPrint(
    /^nginx hello hello$/,
  );
  const even = frontend.spread(backend, { requests: 400 });
  await control('with one pod each every request is answered', even.answered).toBe(400);
  await expect(even.share(v2)).toBeShare(0.5);
  await control('a Service has a field for session affinity', reader.runs(fields)).toPrint('sessionAffinity');
  await expect(reader.runs(fields)).toPrintNothingLike(/weight|percent/i);
  const kept = frontend.spread(backend, { requests: 60, keptAlive: true });
  await control('on one connection every request is answered', kept.answered).toBe(60);
  await expect(kept.connections).toBe(1);
  await expect(kept.distinct).toBe(1);

  const ready = reader.json(
    'kubectl get endpointslices -l kubernetes.io/service-name=backend -o json',
    ({ items }) => items.flatMap(({ endpoints }: any) => endpoints).filter(({ conditions }: any) => conditions.ready).length,
  );

  await lane.scale(v1, 9);

  await control('ten pods are behind the Service', ready).toBe(10);
  const canary = frontend.spread(backend, { requests: 400 });
  await expect(canary.share(v2)).toBeShare(0.1);
  await control('with nine pods and one every request is answered', canary.answered).toBe(400);
});
