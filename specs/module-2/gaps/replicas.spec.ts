import { claim } from '#meshproof';

const row = { requests: 400 };
const endpoints =
  "kubectl get endpointslices -l kubernetes.io/service-name=backend -o json | jq '[.items[].endpoints[] | select(.conditions.ready)] | length'";

// if the true share is 10 %, chance gives 25 % of 400 requests in fewer than one of 10¹⁵ runs
claim('m2-gap-canary-hard', async ({ lane, control, expect, erratum, reader }) => {
  const { frontend, backend, v1, v2 } = await lane.world('unmeshed-versions');
  await control('no pod has a proxy', reader.runs('kubectl get pods -o jsonpath={.items[*].spec.containers[*].name}')).toPrint(
    /^nginx hello hello$/,
  );
  const even = frontend.spread(backend, row);
  await control('with one pod each both versions get an equal share', even.share(v2)).toBeShare(0.5);
  await control('with one pod each every request is answered', even.answered).toBe(400);

  await lane.scale(v1, 9);

  await control('ten pods are behind the Service', reader.counts(endpoints)).toBe(10);
  const canary = frontend.spread(backend, row);
  await expect(canary.share(v2)).toBeAtLeast(25);
  await erratum(canary.share(v2)).toBeShare(0.1);
  await control('with nine pods and one every request is answered', canary.answered).toBe(400);
});
