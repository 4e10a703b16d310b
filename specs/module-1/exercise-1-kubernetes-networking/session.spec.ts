import { claim } from '#meshproof';

/** Shows that the command ended the session: the end of our typing would end the shell as well. */
const ended = 'the pod was gone while the terminal was open';
/**
 * Opens the command's terminal as a reader does, types when the shell is ready and closes the terminal when the pod is gone.
 * Prints what the reader sees, then how long the command ran after the typing.
 */
const session = (command: string, pod: string, typed: string, meanwhile = 'true') => `typed=$(mktemp)
  { kubectl wait --for=create pod/${pod} --timeout=30s && kubectl wait --for=condition=Ready pod/${pod} --timeout=30s
    echo '${typed}' >&3; date +%s > $typed; ${meanwhile}
    kubectl wait --for=delete pod/${pod} --timeout=60s && echo '${ended}' >> $typed
  } 3>&1 1>&2 | script -qec '${command}' /dev/null
  sed "1s/.*/$(( $(date +%s) - $(head -1 $typed) )) s after the typing:/" $typed; rm $typed`;

const whoAmI = 'tty; echo "I am $(hostname)"; exit';

claim('m1-ex1-run-debug', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('before the command the debug pod does not exist', reader.runs('kubectl get pod debug')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  await control('the program tty reports that there is no terminal', reader.runs('tty')).toPrint('not a tty');

  const shown = await lane.attempt(reader.runs(session(written.command(), 'debug', whoAmI)));

  await expect(shown).toPrint(/^\S*\/dev\/pts\/\d+\r$/m);
  await expect(shown).toPrint(/^I am debug\r$/m);
});

/** Without --rm the kubelet restarts the container. Waits for the restart, then deletes the pod. */
const startedAgain =
  "kubectl wait --for=jsonpath='{.status.containerStatuses[0].restartCount}'=1 pod/kept --timeout=20s; kubectl delete pod kept --now";

claim('m1-ex1-exit', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const withoutRm = written.command(80).replace('run debug', 'run kept').replace('--rm ', '');
  const kept = await lane.attempt(reader.runs(session(withoutRm, 'kept', whoAmI, startedAgain)));
  await control('the shell in the pod without --rm ran', kept).toPrint(/^I am kept\r$/m);
  await control('without --rm the session deletes no pod', kept).toPrintNothingLike(/deleted/);

  const shown = await lane.attempt(reader.runs(session(written.command(80), 'debug', whoAmI), { limitMs: 120_000 }));

  await control('the pod existed during the session', shown).toPrint(/^I am debug\r$/m);
  await expect(shown).toPrint('pod "debug" deleted');
  await expect(shown).toPrint(ended);
  await expect(reader.runs('kubectl get pod debug')).toFail({ exit: 1, saying: 'NotFound' });
});
