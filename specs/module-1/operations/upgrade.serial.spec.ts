import { claim } from '#meshproof';

const settings = 'kubectl -n istio-system get configmap istio-sidecar-injector -o json';
/** Changes what `istioctl upgrade` changes: the proxy version of new pods. */
const upgraded = (saved: string) => `${settings} | jq 'del(.metadata.resourceVersion)' > ${saved}
jq '.data.values |= (fromjson | .global.tag = "next" | tojson)' ${saved} | kubectl replace -f -`;
const former = (saved: string) => `kubectl replace -f ${saved}`;
const proxyImage = `jq -r '[.items // [.] | .[].spec | (.containers + (.initContainers // []))[] | select(.name == "istio-proxy").image | sub(".*:"; "")] | unique[]'`;
const running = `kubectl get pods -l app=backend -o json | ${proxyImage}`;
const made = `kubectl run newcomer --image=curlimages/curl --dry-run=server -o json | ${proxyImage}`;

claim('m1-ops-upgrade', async ({ lane, control, expect, needs, note, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the control plane is somebody else’s here');
  await lane.world('injected');
  const saved = `/tmp/${lane.namespace}-injector.json`;
  const { stdout: version } = await note(reader.runs(running));
  await control('before the upgrade a new pod gets the running pods’ version', reader.runs(made)).toPrint(version);

  await lane.change(reader.runs(upgraded(saved), { undo: `${former(saved)} && rm ${saved}` }));

  await expect(reader.runs(made)).toPrint(/^next\n$/);
  await expect(reader.runs(running)).toPrint(version);

  await lane.change(reader.runs(former(saved)));
  await control('with the former settings a new pod gets the former version', reader.runs(made)).toPrint(version);
});
