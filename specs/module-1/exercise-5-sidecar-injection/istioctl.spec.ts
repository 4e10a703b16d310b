import { claim } from '#meshproof';

claim('m1-ex5-istioctl', async ({ control, expect, note, reader }) => {
  const versions = 'istioctl version -o json';
  const client = reader.runs(`${versions} | jq -r .clientVersion.version`);
  await control(
    'the command fails where istioctl is missing',
    reader.runs(`PATH=/nonexistent; ${versions}`, { absent: 'istioctl' }),
  ).toExit(127);
  await control(
    'the command names no control plane where none answers',
    reader.runs(`${versions} --istioNamespace nowhere | jq -c .meshVersion`),
  ).toPrint(/^null$/m);
  await expect(client).toPrint(/^\d+\.\d+\.\d+/);
  const { stdout } = await note(client);
  await expect(reader.runs(`${versions} | jq -r '.meshVersion[].Info.version'`)).toPrint(new RegExp(`^${stdout.trim()}\n$`));
});
