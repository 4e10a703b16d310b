import { claim } from '#meshproof';

claim('m1-ex2-exit', async ({ lane, control, expect, reader, written }) => {
  const { frontend } = await lane.world('clear');
  await control('the frontend runs', frontend.get(frontend)).toReach(frontend);

  const shown = await lane.attempt(reader.types(`${written.command('run-attacker')}\nhostname\nexit\necho "ended with $?"`));

  await control('while the session was open the pod existed', shown).toPrint(/^attacker$/m);
  await expect(shown).toPrint(/^ended with 0$/m);
  await expect(shown).toPrint('pod "attacker" deleted');
  // a shell that was started again before the pod was deleted ends with the pod's grace period of 30 s
  const gone = reader.runs('kubectl wait --for=delete pod/attacker --timeout=90s', { limitMs: 100_000 });
  await expect(gone).toSucceed();
  await expect(reader.runs('kubectl get pods -o name')).toPrintNothingLike('attacker');
});

claim('m1-ex2-run-attacker', async ({ lane, control, expect, reader, written }) => {
  const { frontend } = await lane.world('clear');
  await control('before the command the attacker’s pod does not exist', reader.runs('kubectl get pod attacker')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  await control('the frontend’s Service answers', frontend.get(frontend)).toReach(frontend);

  const shell = await lane.attempt(reader.types(`${written.command()}\nhostname\ncurl -s http://frontend`));

  // hostname prints a line of its own; the typed text comes back behind the prompt
  await expect(shell).toPrint(/^attacker$/m);
  await expect(shell).toPrint('Welcome to nginx');
});
