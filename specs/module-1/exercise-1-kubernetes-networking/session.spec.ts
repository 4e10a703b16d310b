import { claim } from '#meshproof';

claim('m1-ex1-run-debug', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('before the command the debug pod does not exist', reader.runs('kubectl get pod debug')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  await control('the program tty reports that there is no terminal', reader.runs('tty')).toPrint('not a tty');

  const shown = await lane.attempt(reader.types(`${written.command()}\ntty\nhostname`));

  await expect(shown).toPrint(/^\S*\/dev\/pts\/\d+$/m);
  await expect(shown).toPrint(/^debug$/m);
});

claim('m1-ex1-exit', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const withoutRm = written.command('run-debug').replace('run debug', 'run kept').replace('--rm ', '');
  const kept = await lane.attempt(reader.types(`${withoutRm}\nhostname\nexit`));
  await control('the shell in the pod without --rm ran', kept).toPrint(/^kept$/m);
  await control('without --rm the session deletes no pod', kept).toPrintNothingLike(/deleted/);
  await control('without --rm the pod exists after the session', reader.runs('kubectl get pod kept')).toSucceed();
  await lane.change(reader.runs('kubectl delete pod kept --now'));

  const shown = await lane.attempt(reader.types(`${written.command('run-debug')}\nhostname\nexit`));

  await control('the pod existed during the session', shown).toPrint(/^debug$/m);
  await expect(shown).toPrint('pod "debug" deleted');
  // a shell that was started again before the pod was deleted ends with the pod's grace period of 30 s
  const gone = reader.runs('kubectl wait --for=delete pod/debug --timeout=90s', { limitMs: 100_000 });
  await expect(gone).toSucceed();
  await expect(reader.runs('kubectl get pod debug')).toFail({ exit: 1, saying: 'NotFound' });
});
