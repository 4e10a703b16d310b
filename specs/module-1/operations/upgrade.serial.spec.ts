import { claim } from '#meshproof';

const settings = 'kubectl -n istio-system get configmap istio-sidecar-injector -o json';
const given = (values: string) =>
  `kubectl -n istio-system patch configmap istio-sidecar-injector --patch-file /dev/stdin <<'END'
${JSON.stringify({ data: { values } })}
END`;
/** Changes what `istioctl upgrade` changes: the proxy version of new pods. */
const upgraded = (values: string) => {
  const { global, ...others } = JSON.parse(values) as { global: object };
  return JSON.stringify({ ...others, global: { ...global, tag: 'next' } });
};
/** The version of a pod's proxy, by its image. */
const version = ({ spec }: any) =>
  [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === 'istio-proxy').image.replace(/.*:/, '');

claim('m1-ops-upgrade', async ({ lane, control, expect, needs, note, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), 'the control plane is somebody else’s here');
  const { backend } = await lane.world('injected');
  const made = reader.json('kubectl run newcomer --image=curlimages/curl --dry-run=server -o json', version);
  const running = await note(backend.eachPod(version));
  await control('before the upgrade a new pod gets the running pods’ version', made).toBe(running[0]);
  const former = String(await note(reader.json(settings, ({ data }) => data.values)));

  await lane.change(reader.runs(given(upgraded(former)), { undo: given(former) }));

  await expect(made).toBe('next');
  await expect(backend.eachPod(version)).toBe(running);

  await lane.change(reader.runs(given(former)));
  await control('with the former settings a new pod gets the former version', made).toBe(running[0]);
});
