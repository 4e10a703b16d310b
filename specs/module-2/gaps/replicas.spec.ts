import { claim } from '#meshproof';

const row = { requests: 400 };
const endpoints =
  "kubectl get endpointslices -l kubernetes.io/service-name=backend -o json | jq '[.items[].endpoints[] | select(.conditions.ready)] | length'";

// 400 requests: the 99.9 % interval of a share of 10 % is 5.1 to 14.9 %, of one half 41.8 to 58.2 %
claim('m2-gap-canary-hard', async ({ lane, control, expect, erratum, reader }) => {
  const { frontend, backend, v1, v2 } = await lane.world('unmeshed-versions');
  await control('no pod has a proxy', reader.runs('kubectl get pods -o jsonpath={.items[*].spec.containers[*].name}')).toPrint(
    /^nginx hello hello$/,
  );
  const even = frontend.spread(backend, row);
  await control('with a pod each both versions get a like share', even.share(v2)).toBeBetween(41.8, 58.2);
  await control('every request is answered', even.answered).toBe(400);

  await lane.scale(v1, 9);

  await control('nine pods and one are behind the Service', reader.counts(endpoints)).toBe(10);
  const canary = frontend.spread(backend, row);
  await expect(canary.share(v2)).toBeAtLeast(15);
  await erratum(canary.share(v2)).toBeBetween(5.1, 14.9);
  await control('again every request is answered', canary.answered).toBe(400);
});
