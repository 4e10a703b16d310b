import { claim } from '#meshproof';

const attackers = 'kubectl get pod -l run=attacker -o name';

claim('m1-ex2-exit', async ({ lane, control, expect, reader, written }) => {
  const { frontend } = await lane.world('clear');
  await control('the frontend runs', frontend.get(frontend)).toReach(frontend);
  const during = `(sleep 6; ${attackers} --no-headers | sed 's/^/while open: /'; echo) & `;
  const opened = await lane.attempt(
    reader.runs(`${during}(sleep 9; echo exit) | script -qec '${written.command(186)}' /dev/null; echo "ended with $?"; wait`),
  );
  await control('while the session was open the pod existed', opened).toPrint('while open: pod/attacker');
  await expect(opened).toPrint(/^ended with 0$/m);
  await expect(opened).toPrint('pod "attacker" deleted');
  await expect(reader.runs('kubectl get pods -o name')).toPrintNothingLike('attacker');
});

claim('m1-ex2-run-attacker', async ({ lane, control, expect, reader, written }) => {
  const { frontend } = await lane.world('clear');
  /** Typed as soon as the pod runs. */
  const typed = `until kubectl get pod attacker 2>/dev/null | grep -q Running; do sleep 0.5; done; sleep 1; printf 'hostname\\ncurl -s http://frontend\\nexit\\n'; sleep 2`;
  await control('before the command the attacker’s pod does not exist', reader.runs('kubectl get pod attacker')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  await control('the frontend’s Service answers', frontend.get(frontend)).toReach(frontend);

  const shell = await lane.attempt(reader.runs(`(${typed}) | script -qec '${written.command()}' /dev/null`));

  // hostname prints a line of its own; the typed text comes back behind the prompt
  await expect(shell).toPrint(/^attacker\r?$/m);
  await expect(shell).toPrint('Welcome to nginx');
});
