import { claim } from '#meshproof';

claim('tea-certificate-apply-certificates', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('there is no such policy before', reader.runs('kubectl get peerauthentication certificates')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  const made = await lane.attempt(reader.runs(written.command()));
  await expect(made).toShow(written.output());
  await lane.change(reader.runs('kubectl delete peerauthentication certificates'));
});

claim('tea-certificate-waiter-sidecar-served', async ({ lane, control, expect, written }) => {
  const { teapot, waiter, runner } = await lane.world('house');
  await control('before it a runner is served without a certificate', runner.get(teapot)).toReach(teapot);

  await lane.apply(written.manifest('apply-certificates'));

  await control('under it no runner is', runner.get(teapot)).toBeRefusedAsPlaintextBy(teapot);
  await expect(waiter.containers()).toHold('istio-proxy');
  await expect(waiter.get(teapot)).toReach(teapot);
});

claim('tea-certificate-runner-reset', async ({ lane, control, expect, written }) => {
  const { teapot, waiter, runner } = await lane.world('house');
  await control('before it a runner is served', runner.get(teapot)).toReach(teapot);

  await lane.apply(written.manifest('apply-certificates'));

  await control('under it a waiter is served', waiter.get(teapot)).toReach(teapot);
  await expect(runner.containers()).toBe(['runner']);
  await expect(runner.get(teapot)).toBeRefusedAsPlaintextBy(teapot);
});

claim('tea-certificate-exec-runner-curl', async ({ lane, control, expect, reader, written }) => {
  const { teapot, waiter } = await lane.world('house');
  await control('before it the command ends well', reader.runs(written.command())).toSucceed();

  await lane.apply(written.manifest('apply-certificates'));

  await control('under it a waiter is served', waiter.get(teapot)).toReach(teapot);
  await expect(reader.runs(written.command())).toShow(written.output());
});

claim('tea-certificate-authn-tls-check-teapot', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { teapot, waiter } = await lane.world('house');
  await lane.apply(written.manifest('apply-certificates'));
  await control('a waiter is served', waiter.get(teapot)).toReach(teapot);
  const [pod] = await note(teapot.podNames());
  const described = reader.runs(written.command().replace('authn tls-check deploy/teapot', `x describe pod ${pod}`));
  await control('a neighbouring command of istioctl works on the same pod', described).toSucceed();
  await expect(reader.runs(written.command())).toBeCurrent();
  await erratum(described).toPrint('Workload mTLS mode: STRICT');
});
