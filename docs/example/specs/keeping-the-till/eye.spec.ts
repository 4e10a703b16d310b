import { claim } from '#meshproof';

/** Ctrl-C after five seconds. */
const interrupted = 'timeout --preserve-status --signal=INT 5';

claim('till-eye-get-pods', async ({ lane, control, expect, reader, written }) => {
  await lane.world('till');
  const watch = `${interrupted} ${written.command()}`;
  await control('there are no pots', reader.runs(watch.replace('pods', 'pots'))).toFail({
    exit: 1,
    saying: "doesn't have a resource type",
  });
  await expect(reader.runs(watch)).toPrint(/^till-\S+ +2\/2 /m);
});

claim('till-eye-port-forward-till-18080', async ({ lane, control, expect, reader, written }) => {
  await lane.world('till');
  const forward = `${interrupted} ${written.command()}`;
  await control('there is no kettle', reader.runs(forward.replace('till', 'kettle'))).toFail({ exit: 1, saying: 'NotFound' });
  await expect(reader.runs(forward)).toPrint('Forwarding from 127.0.0.1:18080 -> 8080');
});

claim('till-eye-autoscale-deployment-till', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('till');
  const autoscale = `${written.command()} --dry-run=server`;
  const corrected = reader.runs(autoscale.replace('--cpu-percent=50', '--cpu=50%'));
  await control('with the other flag it works', corrected).toPrint('autoscaled (server dry run)');
  await expect(reader.runs(autoscale)).toBeCurrent();
  await erratum(corrected).toBeCurrent();
});

claim('till-eye-lines-end-fails', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('till');
  const lines = [written.command('no-waiter'), 'echo still open'];
  const underE = reader.types([written.command('set-e'), ...lines].join('\n'));
  await control('without set -e the terminal stays open', reader.types(lines.join('\n'))).toPrint(/^still open$/m);
  await expect(underE).toPrint(/^still open$/m);
  await erratum(underE).toExit(1);
});

claim('till-close-delete-namespace-cellar', async ({ lane, control, expect, reader, written }) => {
  await lane.world('till');
  const remove = `${written.command()} --dry-run=server`;
  const none = remove.replace(/(?=-other)/, '-none');
  await control('a namespace that is not there is refused', reader.runs(none)).toFail({ exit: 1, saying: 'NotFound' });
  await expect(reader.runs(remove)).toSucceed();
});
