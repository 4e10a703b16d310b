import { claim } from '#meshproof';

/** The repository as the link implies it: a folder for each module, and the Makefile above them. */
const planted = `cd $(mktemp -d) && trap 'rm -r "$PWD"' EXIT && root=$PWD && mkdir 01-why-service-mesh 02-service-mesh-value
printf 'kind-up:\\n\\t@echo up\\n' > Makefile; echo '# Service Mesh Value Proposition' > 02-service-mesh-value/README.md`;

claim('m1-next-cd', async ({ control, expect, erratum, reader, written }) => {
  const inRoot = (command: string) => reader.runs(`${planted}\n${command}`);
  const inModule = (command: string) => reader.runs(`${planted}\ncd 01-why-service-mesh\n${command}`);
  const printed = 'cat README.md';
  await control('in a module’s folder the command works', inModule(`${written.command()} && ${printed}`)).toPrint(
    /^# Service Mesh Value Proposition\n$/,
  );
  await control('where the module’s first command does not', inModule(written.command(41))).toExit(2);
  await control('that one works in the repository’s root', inRoot(written.command(41))).toPrint(/^up\n$/);

  await expect(inRoot(`${written.command(41)} && ${written.command()} && ${printed}`)).toPrint('# Service Mesh');
  await erratum(inRoot(`${written.command(41)} && cd 02-service-mesh-value && ${printed}`)).toPrint('# Service Mesh');
});
