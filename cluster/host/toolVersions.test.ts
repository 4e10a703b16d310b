import { expect, test } from 'vitest';
import { createLab } from '../records/session.ts';
import { linkTools } from '../providers/linkTools.ts';
import { Progress } from './progress.ts';
import { loadPublished } from '../providers/images.ts';
import { kindTools } from '../providers/kind/tools.ts';
import { plantTools, temporaryFolder } from './testing.ts';
import { exactly, misfits, sameMinor, withinOneMinor } from './toolVersions.ts';

const link = (programs: Parameters<typeof plantTools>[0], KUBERNETES?: string) => {
  const env = { PATH: plantTools(programs), MESHPROOF_CACHE: temporaryFolder(), CLUSTER_NAME: 'mp' };
  return linkTools(createLab(new Progress(1, () => undefined), env), kindTools(loadPublished({ KUBERNETES })));
};
const fit = { kind: '0.33.0', kubectl: '1.36.9', istioctl: '1.31.0', jq: '' };

test('programs of the versions wanted are linked', async () => {
  await expect(link(fit)).resolves.toContain('/clusters/mp/bin');
});

test('another istioctl is an error that names both versions and what to do', async () => {
  await expect(link({ ...fit, istioctl: '1.30.2' })).rejects.toMatchObject({
    status: 2,
    message: 'istioctl on PATH is 1.30.2; 1.31.0 is wanted.',
    remedy: expect.stringMatching(/^Put istioctl 1\.31\.0 first on PATH \(.*istio\/releases\/tag\/1\.31\.0\), then try again\.$/),
  });
});

test('another kind than the node images belong to, and a kubectl two minors away, are named together', async () => {
  await expect(link({ ...fit, kind: '0.32.0', kubectl: '1.34.1' })).rejects.toMatchObject({
    message: 'kind on PATH is 0.32.0; 0.33.0 is wanted. kubectl on PATH is 1.34.1; 1.35 to 1.37 is wanted.',
  });
});

test('kubectl is measured against the Kubernetes asked for', async () => {
  await expect(link({ ...fit, kubectl: '1.34.1' }, '1.35.8')).resolves.toContain('/bin');
});

test('a program that does not say its version is not taken for the right one', async () => {
  await expect(link({ ...fit, istioctl: '' })).rejects.toThrow('istioctl on PATH does not say its version; 1.31.0 is wanted.');
});

test('a missing program is named with the version to install', async () => {
  const unfit = await misfits([{ name: 'istioctl', wanted: exactly('1.31.0', '') }], plantTools({}));
  expect(unfit).toMatchObject([{ name: 'istioctl', wanted: { says: '1.31.0' } }]);
});

test('skew counts in minors; a server that does not say its version refuses nobody', () => {
  expect(['1.35.0', '1.36.3', '1.37.9'].every(withinOneMinor('1.36.4').fits)).toBe(true);
  expect(['1.34.9', '1.38.0', '2.36.0', 'unknown'].some(withinOneMinor('1.36.4').fits)).toBe(false);
  expect(withinOneMinor('unknown').fits('1.20.0')).toBe(true);
  expect(sameMinor('1.30.4-distroless').fits('1.30.1')).toBe(true);
  expect(sameMinor('1.30.4').fits('1.31.0')).toBe(false);
});
