import { claim } from '#meshproof';

/** A tcpdump that the reader has at hand as well. */
const workstation = { tcpdump: 'echo this is the workstation' };

const capture =
  'kubectl debug -it "$BACKEND_POD" --image=nicolaka/netshoot --profile=netadmin -- tcpdump -i eth0 -A "tcp port 80"';
const backendPod = "BACKEND_POD=$(kubectl get pod -l app=backend -o jsonpath='{.items[0].metadata.name}')";
const traffic =
  'for i in $(seq 15); do kubectl exec deployment/frontend -- curl -s -o /dev/null http://backend; sleep 0.5; done &';

claim('m1-ex6-sniffer-paste', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('wire');
  const shellFirst = 'kubectl run sniffer --image=nicolaka/netshoot -it --rm -- /bin/bash\ntcpdump -i any';

  const typed = await lane.attempt(reader.types(shellFirst, workstation));

  await control('typed line by line, tcpdump listens in the pod', typed).toPrint('listening on any');
  await control('typed line by line, nothing runs at the workstation', typed).toPrintNothingLike('this is the workstation');
  await control('the first session’s pod is gone', reader.runs('kubectl get pod sniffer')).toFail({
    exit: 1,
    saying: 'NotFound',
  });

  const pasted = await lane.attempt(
    reader.pastes(`${written.command('run-sniffer')}\n${written.command('tcpdump')}`, workstation),
  );

  await expect(pasted).toPrint(/listening on|: Flags \[|packets? captured/);

  const corrected = await lane.attempt(reader.pastes(`${backendPod}\n${traffic}\n${capture}\nwait`, workstation));

  await erratum(corrected).toPrint(/packets? captured|: Flags \[/);
  await erratum(corrected).toPrintNothingLike('this is the workstation');
});
