import { claim } from '#meshproof';

const document = 'fixtures/documents/module-1.md';
const line = (number: number) => `sed -n '${number}p' ${document}`;

claim('m1-ctx-prereqs', async ({ control, expect, erratum, reader, written }) => {
  const without = (absent: string, number: number) => reader.runs(`PATH=/nonexistent; ${written.command(number)}`, { absent });
  await control('the document’s kubectl command works with kubectl', reader.runs(written.command(42))).toSucceed();
  await control(
    'the document’s make target is known to make',
    reader.runs(written.command(41).replace('make', 'make -n')),
  ).toSucceed();

  await Promise.all([
    expect(without('make', 41)).toSucceed(),
    expect(without('kubectl', 42)).toSucceed(),
    expect(without('istioctl', 714)).toSucceed(),
  ]);
  await erratum(
    reader.runs(`for tool in make kind kubectl istioctl jq bash curl; do command -v $tool || exit 1; done
      command -v docker || command -v podman`),
  ).toSucceed();
});

claim('m1-ctx-why-not-enough', async ({ control, expect, erratum, reader }) => {
  const blamesKubernetes = "Kubernetes Isn't Enough";
  const conclusion = 'not Kubernetes limitations';
  const asserted = (heading: string) =>
    reader.runs(`{ ${heading}; ${line(731)}; } | grep -oF -e "${blamesKubernetes}" -e '${conclusion}'`);
  await control('the document’s heading is at its line', reader.runs(line(34))).toPrint(blamesKubernetes);
  await control('beside another heading only the conclusion is found', asserted(line(38))).toPrint(
    /^not Kubernetes limitations\n$/,
  );

  await expect(asserted(line(34))).toPrintNothingLike(blamesKubernetes);
  await erratum(asserted(`echo '## Technical Foundation: What Kubernetes Provides, and What It Leaves to Other Tools'`)).toPrint(
    /^not Kubernetes limitations\n$/,
  );
});
