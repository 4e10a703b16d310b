import { claim } from '#meshproof';

const peers = (target: string, path: string) => `kubectl logs ${target} | grep 'GET ${path} ' | cut -d' ' -f1 | sort -u`;
const requestIds = (pod: string, path: string) =>
  `kubectl logs ${pod} -c istio-proxy | grep 'GET ${path} ' | grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' | sort -u`;

claim('m2-without', async ({ lane, control, expect, note, reader }) => {
  const { attacker, frontend, impostor, backend } = await lane.world('with-and-without');
  const [address] = await note(attacker.podIps());
  await control('the request passes', attacker.get(frontend, '/?direct')).toReach(frontend);
  await control('one through the mesh passes', impostor.get(backend, '/meshed')).toReach(backend);
  await control('and comes from the backend’s own sidecar', reader.runs(peers('deployment/backend -c hello', '/meshed'))).toPrint(
    /^127\.0\.0\.6\n$/,
  );
  await expect(reader.runs(peers('deployment/frontend', '/?direct'))).toPrint(new RegExp(`^${address}\\n$`));
});

claim('m2-with', async ({ lane, control, expect, note, reader }) => {
  const { impostor, debug, backend } = await lane.world('with-and-without');
  await control('the request reaches the application', impostor.get(backend, '/both')).toReach(backend);
  const atClient = reader.runs(requestIds('impostor', '/both'));
  await control('the client’s sidecar logs it', atClient).toPrint(/^[0-9a-f-]{36}\n/);
  await expect(reader.runs(requestIds('deployment/backend', '/both'))).toBe(await note(atClient));
  await expect(reader.runs(peers('deployment/backend -c hello', '/both'))).toPrint(/^127\.0\.0\.6\n$/);

  await control('a client whose sidecar leaves port 80 alone', debug.get(backend, '/around')).toReach(backend);
  await control('its sidecar logs nothing', reader.runs(requestIds('debug', '/around'))).toPrint(/^$/);
  await control('the backend’s does', reader.runs(requestIds('deployment/backend', '/around'))).toPrint(/^[0-9a-f-]{36}\n/);
});

claim('m2-dp-alongside', async ({ lane, control, expect, erratum, note }) => {
  const { impostor, debug } = await lane.world('with-and-without');
  const network = 'readlink /proc/self/ns/net';
  const ofApplication = await note(impostor.runs(network));
  await control('another pod has another network', debug.runs(network)).toDifferFrom(ofApplication);
  await control('the proxy answers', impostor.runs(network, 'istio-proxy')).toPrint(/^net:\[\d+\]/);
  await expect(impostor.runs(network, 'istio-proxy')).toDifferFrom(ofApplication);
  await erratum(impostor.runs(network, 'istio-proxy')).toBe(ofApplication);
});

claim('m2-cp-components', async ({ lane, control, expect, erratum, reader }) => {
  await lane.world('with-and-without');
  const find = (names: string) => reader.runs(`kubectl get deployments -n istio-system -o name ${names}`);
  await control('the same search finds istiod', find('istiod')).toPrint('deployment.apps/istiod');
  await expect(find('istio-pilot')).toStillFind();
  await expect(find('istio-citadel')).toStillFind();
  await expect(find('istio-mixer')).toStillFind();
  await expect(find('istio-policy istio-telemetry')).toStillFind();
  await erratum(find('-l app=istiod')).toPrint(/^deployment.apps\/istiod\n$/);
});

// last, because it takes the Service away
claim('m2-key-augments', async ({ lane, control, expect, note, reader }) => {
  const { impostor, backend } = await lane.world('with-and-without');
  const [address] = await note(backend.podIps());
  await control('with the Service the call is answered', impostor.get(backend)).toReach(backend);

  await lane.change(reader.runs('kubectl delete service backend'));

  await expect(impostor.get(backend)).toBeRefused({ how: 'dns' });
  await control('the application still answers at its pod’s address', impostor.get(backend, '', { address })).toReach(backend);
});
