import { claim } from '#meshproof';

const document = 'fixtures/documents/module-1.md';

claim('m1-cl-no-down', async ({ control, expect, erratum, reader }) => {
  const commands = (text: string) => `${text} | grep -E '^(make|kind|istioctl) '`;
  const section = `sed -n '718,726p' ${document}`;
  await control('the search finds the commands that bring things up', reader.runs(commands(`cat ${document}`))).toPrint(
    /^make kind-up\nmake istio-sidecar\n/,
  );
  await control('the section on the clean-up is at its lines', reader.runs(section)).toPrint('## Cleanup');

  await expect(reader.runs(commands(section))).toPrint('make kind-down');
  const corrected = reader.runs(commands(`${section} | sed 's/^kubectl delete pod --all$/&\\nmake kind-down/'`));
  await erratum(corrected).toPrint(/^make kind-down\n$/);
  await erratum(reader.runs('make -n kind-down')).toPrint('cluster/cli.ts down');
});
