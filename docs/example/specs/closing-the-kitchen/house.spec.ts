import { claim } from '#meshproof';

claim('tea-open-create-namespace-kitchen', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const create = `${written.command()} --dry-run=server`;
  await control('a namespace that is there is not made again', reader.runs(create)).toFail({ exit: 1, saying: 'AlreadyExists' });

  await expect(reader.runs(create.replace(lane.namespace, `${lane.namespace}-new`))).toPrint('created (server dry run)');
});

claim('tea-open-label-namespace-kitchen', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('without the label a pod of the kitchen would get no sidecar', reader.newPod()).toPrintNothingLike('istio-proxy');

  await lane.change(reader.runs(written.command()));

  await expect(reader.newPod()).toPrint('istio-proxy');
  await lane.change(reader.runs(written.command().replace('istio-injection=enabled', 'istio-injection-')));
});

claim('tea-open-apply-teapot-kitchen', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const get = 'kubectl get deployment/teapot service/teapot';
  await control('there is no teapot before', reader.runs(get)).toFail({ exit: 1, saying: 'NotFound' });

  await lane.change(reader.runs(written.command()));

  await expect(reader.runs(get)).toPrint(/^service\/teapot /m);
  await lane.change(reader.runs('kubectl delete deployment/teapot service/teapot'));
});

claim('tea-open-run-waiter-sleep', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const wait = written.command('wait-waiter-parlour');
  await control('there is no waiter before', reader.runs(wait)).toFail({ exit: 1, saying: 'NotFound' });

  await lane.change(reader.runs(written.command()));

  await expect(reader.runs(wait)).toPrint('pod/waiter condition met');
  await lane.change(reader.runs(wait.replace('wait', 'delete').replace('--for=condition=Ready', '--now')));
});

claim('tea-open-wait-teapot-kitchen', async ({ lane, control, expect, reader, written }) => {
  await lane.world('house');
  await control(
    'it does not return so for a kettle, of which there is none',
    reader.runs(written.command().replace('teapot', 'kettle')),
  ).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  await expect(reader.runs(written.command())).toPrint('deployment.apps/teapot condition met');
});

claim('tea-open-get-networkpolicies-peerauthentications', async ({ lane, control, expect, reader, written }) => {
  await lane.world('house');
  const others = written.command().replace('networkpolicies,peerauthentications', 'pods');
  await control('what there is, it finds', reader.runs(others)).toPrint('teapot-');
  await expect(reader.runs(written.command())).toShow(written.output());
});

claim('tea-open-exec-guest-curl', async ({ lane, control, expect, reader, written }) => {
  await lane.world('house');
  await control('a page that is not there has another status', reader.runs(`${written.command()}none`)).toShow('guest: 404');
  await expect(reader.runs(written.command())).toShow(written.output());
});

claim('tea-close-delete-namespace-kitchen', async ({ lane, control, expect, reader, written }) => {
  await lane.world('house');
  const remove = `${written.command()} --dry-run=server`;
  await control(
    'a namespace that is not there is refused',
    reader.runs(remove.replace(lane.namespace, `${lane.namespace}-none`)),
  ).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  await expect(reader.runs(remove)).toSucceed();
});
