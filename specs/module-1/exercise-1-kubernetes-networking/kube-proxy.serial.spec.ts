import { claim } from '#meshproof';

const kubeProxy = 'pid=$(grep -l -x kube-proxy /proc/[0-9]*/comm | cut -d / -f 3)';
const onNode = (command: string) => `kubectl exec node -- sh -c '${kubeProxy}; ${command}'`;

claim('m1-ex1-kubeproxy-datapath', async ({ lane, control, expect, needs, note, reader }) => {
  needs('our-cluster', await lane.isOurCluster(), 'kube-proxy is somebody else’s here');
  const { debug, backend } = await lane.world('basics');
  const names = await note(backend.podNames());
  await lane.apply('node-of-debug.yaml');
  await control(
    'the pod that sees the node’s processes is Ready',
    reader.runs('kubectl wait --for=condition=Ready pod/node --timeout=30s'),
  ).toSucceed();
  const state = reader.runs(onNode('cat /proc/$pid/status'));
  await control('kube-proxy runs before the stop', state).toPrint(/State:\s+S/);

  const [stop, goOn] = [onNode('kill -STOP $pid'), onNode('kill -CONT $pid')];
  await lane.change(reader.runs(`${stop}; kubectl expose deployment backend --name=latecomer --port=80`, { undo: goOn }));

  await control('kube-proxy is stopped', state).toPrint(/State:\s+T/);
  await control('a Service from before the stop is still served', debug.get(backend)).toReach(backend);
  const latecomer = debug.runs('curl -s -m 2 http://latecomer');
  await control('a Service created while kube-proxy is stopped cannot be called', latecomer).toPrintNothingLike(
    'Server&nbsp;name',
  );
  const spread = debug.spread(backend, { requests: 50 });
  await expect(spread.answered).toBe(50);
  await expect(spread.names).toMeetAll(names);
  await control('kube-proxy was stopped all the time', state).toPrint(/State:\s+T/);

  await lane.change(reader.runs(goOn));
  await control('once kube-proxy goes on the new Service can be called', latecomer).toPrint('Server&nbsp;name');
});
