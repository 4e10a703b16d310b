import { lab } from '#meshproof';

lab(
  'a default-deny ingress leaves a pod Ready: the kubelet’s probes still reach it',
  async ({ lane, control, expect, reader }) => {
    const { probed, frontend } = await lane.world('probed');
    const becomesUnready = reader.runs('kubectl wait --for=condition=Ready=False pod -l app=probed --timeout=6s');
    await lane.change(probed.runs('rm /tmp/ready'));
    await control('a probe that fails makes the pod unready', becomesUnready).toSucceed();
    await lane.change(reader.runs('kubectl exec deploy/probed -- touch /tmp/ready'));
    await control(
      'a probe that succeeds makes the pod Ready again',
      reader.runs('kubectl wait --for=condition=Ready pod -l app=probed --timeout=20s'),
    ).toSucceed();
    await control('a client reaches the pod', frontend.get(probed)).toReach(probed);

    await lane.apply('deny-ingress.yaml');

    await control('the policy keeps the client out', frontend.get(probed)).toBeDropped();
    await control('the pod answers a request from itself', probed.get('http://localhost/')).toReach(probed);
    await expect(becomesUnready).toFail({ exit: 1, saying: 'timed out waiting for the condition' });
  },
);

lab('a default-deny egress stops calls to nodes and to the API server too', async ({ lane, control, expect, note, reader }) => {
  const { frontend, probed } = await lane.world('probed');
  const { stdout: node } = await note(
    reader.runs(`kubectl get nodes -o jsonpath='{.items[0].status.addresses[?(@.type=="InternalIP")].address}'`),
  );
  const toNode = `curl -sk -m 3 -o /dev/null https://${node}:10250/healthz`;
  const toApi = 'curl -sk -m 3 -o /dev/null https://$KUBERNETES_SERVICE_HOST/version';
  await control('the kubelet of a node answers', frontend.runs(toNode)).toExit(0);
  await control('the API server answers', frontend.runs(toApi)).toExit(0);

  await lane.apply('deny-egress.yaml');

  await control('another pod still reaches the node', probed.runs(toNode)).toExit(0);
  await control(
    'another pod still reaches the API server',
    probed.get('https://kubernetes.default.svc/version', '', { curl: ['--insecure'] }),
  ).toAnswer({ status: 200 });
  await expect(frontend.runs(toNode)).toExit(28);
  await expect(frontend.runs(toApi)).toExit(28);
});
