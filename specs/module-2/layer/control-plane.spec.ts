import { claim } from '#meshproof';

claim('m2-cp-components', async ({ lane, control, expect, erratum, reader }) => {
  await lane.world('with-and-without');
  const find = (names: string) => reader.runs(`kubectl get deployments -n istio-system -o name ${names}`);
  await control('the search finds istiod', find('istiod')).toPrint('deployment.apps/istiod');
  await Promise.all([
    expect(find('istio-pilot')).toStillFind(),
    expect(find('istio-citadel')).toStillFind(),
    expect(find('istio-mixer')).toStillFind(),
    expect(find('istio-policy istio-telemetry')).toStillFind(),
  ]);
  await erratum(find('-l app=istiod')).toPrint(/^deployment.apps\/istiod\n$/);
});

const routes = 'istioctl proxy-config routes impostor -o json';

claim('m2-cp-brain', async ({ lane, control, expect, reader }) => {
  const { impostor, backend } = await lane.world('with-and-without');
  await control('at first the client’s sidecar does not have the rule', reader.lines(routes, 'x-rule')).toBe([]);
  await lane.apply('rule-of-nobody.yaml');
  await lane.apply('rule.yaml');

  await expect(impostor.get(backend)).toAnswer({ status: 200, header: ['x-rule', 'arrived'] });
  await expect(reader.lines(routes, 'x-rule').count).toBeAtLeast(1);
  await expect(reader.runs('istioctl proxy-status impostor.' + lane.namespace)).toSucceed();
  await control('a rule for other clients does not arrive', reader.lines(routes, 'x-nobody')).toBe([]);
});

// last, because this claim deletes the Service
claim('m2-key-augments', async ({ lane, control, expect, note, reader }) => {
  const { impostor, backend } = await lane.world('with-and-without');
  const [address] = await note(backend.podIps());
  await control('with the Service the call is answered', impostor.get(backend)).toReach(backend);

  await lane.change(reader.runs('kubectl delete service backend'));

  await expect(impostor.get(backend)).toBeRefused({ how: 'dns' });
  await control('the application still answers at its pod’s address', impostor.get(backend, '', { address })).toReach(backend);
});
