import { claim } from '#meshproof';

/**
 * Opens the command's terminal as a reader does, types once the shell is there, and closes the terminal when the pod is gone.
 * Prints what the reader sees, then how long the command went on after the typing.
 */
const session = (command: string, pod: string, typed: string, meanwhile = 'true') => `typed=$(mktemp)
  { kubectl wait --for=create pod/${pod} --timeout=30s && kubectl wait --for=condition=Ready pod/${pod} --timeout=30s
    echo '${typed}' >&3; date +%s > $typed; ${meanwhile}; kubectl wait --for=delete pod/${pod} --timeout=40s
  } 3>&1 1>&2 | script -qec '${command}' /dev/null
  echo "ended $(( $(date +%s) - $(cat $typed) )) s after the typing"; rm $typed`;

const whoAmI = 'tty; echo "I am $(hostname)"; exit';

claim('m1-ex1-run-debug', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('there is no such pod before', reader.runs('kubectl get pod debug')).toFail({ exit: 1, saying: 'NotFound' });
  await control('without a terminal the program says so', reader.runs('tty')).toPrint('not a tty');

  const shown = await lane.change(reader.runs(session(written.command(), 'debug', whoAmI)));

  await expect(shown).toPrint(/^\S*\/dev\/pts\/\d+\r$/m);
  await expect(shown).toPrint(/^I am debug\r$/m);
});

claim('m1-ex1-exit', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const kept = written.command(80).replace('run debug', 'run kept').replace('--rm ', '');
  const collected =
    'kubectl wait --for=jsonpath={.status.phase}=Succeeded pod/kept && kubectl get pod kept && kubectl delete pod kept';
  const left = await lane.change(reader.runs(session(kept, 'kept', whoAmI, collected)));
  await control('the shell of a pod without --rm was left too', left).toPrint(/^I am kept\r$/m);
  await control('and that pod stood until it was deleted by hand', left).toPrintNothingLike(/deleted/);

  const shown = await lane.change(reader.runs(session(written.command(80), 'debug', whoAmI)));

  await control('the pod was there during the session', shown).toPrint(/^I am debug\r$/m);
  await expect(shown).toPrint('pod "debug" deleted');
  await expect(reader.runs('kubectl get pod debug')).toFail({ exit: 1, saying: 'NotFound' });
});

claim('m1-ex1-exit-restart', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const starts = (pod: string) =>
    reader.runs(`kubectl get events --field-selector involvedObject.name=${pod},reason=Started -o json |
      jq '[.items[] | .series.count // .count // 1] | add'`);
  const failing = written.command(80).replace('run debug', 'run failing');
  const restarted =
    "kubectl wait --for=jsonpath='{.status.containerStatuses[0].restartCount}'=1 pod/failing --timeout=30s; kubectl delete pod failing --now";
  await lane.change(reader.runs(session(failing, 'failing', 'exit 3', restarted)));
  await control('a shell that is left with another status is started again', starts('failing')).toPrint(/^2\n$/);

  const shown = await lane.change(reader.runs(session(written.command(80).replace('debug', 'clean'), 'clean', 'exit')));

  await expect(starts('clean')).toPrint(/^1\n$/);
  await expect(shown).toPrint('pod "clean" deleted');
  await expect(shown).toPrint(/^ended [0-9] s after the typing$/m);
});
