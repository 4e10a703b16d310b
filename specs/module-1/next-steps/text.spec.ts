import { claim } from '#meshproof';

/** Builds the repository that the link implies: a folder for each module, and the Makefile above them. */
const planted = `cd $(mktemp -d) && trap 'rm -r "$PWD"' EXIT && root=$PWD && mkdir 01-why-service-mesh 02-service-mesh-value
printf 'kind-up:\\n\\t@echo up\\n' > Makefile; echo '# Service Mesh Value Proposition' > 02-service-mesh-value/README.md`;

claim('m1-next-cd', async ({ control, expect, erratum, reader, written }) => {
  const inRoot = (command: string) => reader.runs(`${planted}\n${command}`);
  const inModule = (command: string) => reader.runs(`${planted}\ncd 01-why-service-mesh\n${command}`);
  const printed = 'cat README.md';
  await control('in a module’s folder the command works', inModule(`${written.command()} && ${printed}`)).toPrint(
    /^# Service Mesh Value Proposition\n$/,
  );
  await control('the module’s first command fails in a module’s folder', inModule(written.command(41))).toExit(2);
  await control('the module’s first command works in the repository’s root', inRoot(written.command(41))).toPrint(/^up\n$/);

  await expect(inRoot(`${written.command(41)} && ${written.command()} && ${printed}`)).toPrint('# Service Mesh');
  await erratum(inRoot(`${written.command(41)} && cd 02-service-mesh-value && ${printed}`)).toPrint('# Service Mesh');
});

const target = '../02-service-mesh-value';
const beside = (path: string) => `ls -d fixtures/documents/${path} 2>/dev/null | wc -l`;
const elsewhere =
  'the documents are given without the repository around them: there is no folder ../02-service-mesh-value beside them';

claim('m1-next-link', async ({ control, expect, needs, note, reader }) => {
  await control(
    'the document links to the folder of module 2',
    reader.runs(`grep -c '](${target}/)' fixtures/documents/module-1.md`),
  ).toPrint(/^1$/m);
  await control('the search finds a file beside the document', reader.counts(beside('module-2.md'))).toBe(1);
  needs('repository', (await note(reader.counts(beside(target)))) === 1, elsewhere);
  await expect(reader.runs(`head -1 fixtures/documents/${target}/README.md`)).toPrint('Service Mesh Value Proposition');
});

claim('m1-next-cat', async ({ control, expect, needs, note, reader, written }) => {
  const printed = `cd fixtures/documents/${target} && ${written.command()}`;
  await control('the search finds a file beside the document', reader.counts(beside('module-2.md'))).toBe(1);
  needs('repository', (await note(reader.counts(beside(target)))) === 1, elsewhere);
  await expect(reader.runs(printed)).toPrint('Service Mesh Value Proposition');
});
