import { claim } from '#meshproof';

const versions = 'istioctl version -o json';
/** Several replicas of istiod have one version. */
const ofMesh = `${versions} | jq -r '[.meshVersion[].Info.version] | unique[]'`;

claim('m1-ex5-istioctl', async ({ control, expect, note, reader, written }) => {
  const client = reader.runs(`${versions} | jq -r .clientVersion.version`);
  await control('istioctl says its version', client).toPrint(/^\d+\.\d+\.\d+/);
  await control(
    'istioctl names no control plane where none answers',
    reader.runs(`${versions} --istioNamespace nowhere | jq -c .meshVersion`),
  ).toPrint(/^null$/m);
  const { stdout } = await note(client);
  await expect(reader.runs(ofMesh)).toPrint(new RegExp(`^${stdout.trim()}\n$`));
  await expect(reader.runs(`PATH=/nonexistent; ${written.command(714)}`, { absent: 'istioctl' })).toFail({
    exit: 127,
    saying: 'istioctl: command not found',
  });
});
