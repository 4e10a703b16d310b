import { claim } from '#meshproof';

claim('m1-ex1-typo-cascade', async ({ lane, control, expect, erratum, reader, written }) => {
  const { debug, frontend } = await lane.world('pasted');
  await control('with its Service the frontend answers under its name', debug.get(frontend)).toReach(frontend);
  await lane.change(reader.runs('kubectl delete service frontend'));

  const pasted = await lane.attempt(reader.runs(written.command(), { absent: '**kubectl**' }));

  await control('the document’s line fails as written', pasted).toFail({ exit: 127, saying: 'command not found' });
  await control('the frontend’s name does not resolve', debug.get(frontend)).toBeRefused({ how: 'dns' });
  await expect(debug.get(frontend)).toReach(frontend);
  await expect(reader.runs(`${written.command(724)} --dry-run=server`)).toSucceed();

  const repaired = await lane.attempt(reader.runs(written.command().replaceAll('*', '')));
  await control('without the asterisks the document’s line works', repaired).toPrint('service/frontend exposed');
  await erratum(debug.get(frontend)).toReach(frontend);
  await erratum(reader.runs(`${written.command(724)} --dry-run=server`)).toSucceed();
});

claim('m1-ex1-typo-glob', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('pasted');
  const folder = `cd $(mktemp -d) && trap 'rm -r "$PWD"' EXIT && PATH="$PWD:$PATH"`;
  const planted = `printf '#!/bin/sh\\necho "another program ran, with $*"\\n' > x-kubectl-y && chmod +x x-kubectl-y`;
  const pasted = written.command();
  await control(
    'in an empty folder the document’s line runs no program',
    reader.runs(`${folder}; ${pasted}`, { absent: '**kubectl**' }),
  ).toFail({
    exit: 127,
    saying: 'command not found',
  });
  await control('the planted file runs under its own name', reader.runs(`${folder}; ${planted}; x-kubectl-y`)).toPrint('another');

  await expect(reader.runs(`${folder}; ${planted}; ${pasted}`)).toPrintNothingLike('another program ran');
  await erratum(
    reader.runs(`${folder}; ${planted}; ${pasted.replaceAll('*', '')} --dry-run=client --name=frontend-again`),
  ).toPrint('service/frontend-again exposed');
});
