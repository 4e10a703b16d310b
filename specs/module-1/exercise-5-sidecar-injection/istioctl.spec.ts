import { claim } from '#meshproof';

const versions = 'istioctl version -o json';

claim('m1-ex5-istioctl', async ({ control, expect, note, reader, written }) => {
  const client = reader.json(versions, ({ clientVersion }) => clientVersion.version);
  await control('istioctl says its version', client).toHold(/^\d+\.\d+\.\d+/);
  await control(
    'istioctl names no control plane where none answers',
    reader.json(`${versions} --istioNamespace nowhere`, ({ meshVersion }) => meshVersion),
  ).toBe(null);
  // several replicas of istiod have one version
  const ofMesh = reader.json(versions, ({ meshVersion }) => [...new Set(meshVersion.map(({ Info }: any) => Info.version))]);
  await expect(ofMesh).toBe([await note(client)]);
  await expect(reader.runs(`PATH=/nonexistent; ${written.command('analyze')}`, { absent: 'istioctl' })).toFail({
    exit: 127,
    saying: 'istioctl: command not found',
  });
});
