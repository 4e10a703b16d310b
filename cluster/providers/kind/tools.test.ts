import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Progress } from '../../host/progress.ts';
import { plantTools, temporaryFolder } from '../../host/testing.ts';
import { createLab } from '../../records/session.ts';
import { loadVersions, readVersions } from '../../versions.ts';
import { withNeeds } from '../embedded/build/hostTools.ts';
import { plan } from '../embedded/build/plan.ts';
import { loadPublished } from '../images.ts';
import { bringTools, kindPackages, toolVersions } from './tools.ts';

vi.mock('../../host/packages.ts', async (original) => ({ ...(await original<object>()), canInstall: () => false }));

const fit = { kind: '0.33.0', kubectl: '1.36.9', istioctl: '1.31.0', jq: '' };
const bring = (programs: Parameters<typeof plantTools>[0], built: string[] = []) => {
  const env = { PATH: plantTools(programs), MESHPROOF_CACHE: temporaryFolder(), CLUSTER_NAME: 'mp' };
  const build = vi.fn(async () => built);
  const lab = createLab(new Progress(1, () => undefined), env);
  return { build, PATH: env.PATH, bin: bringTools(lab, loadPublished({}), build) };
};

test('what fits on PATH is linked, and nothing is built', async () => {
  const { build, PATH, bin } = bring(fit);
  expect(readlinkSync(join(await bin, 'istioctl'))).toBe(join(PATH, 'istioctl'));
  expect(build).not.toHaveBeenCalled();
});

test('what PATH lacks, and what does not fit there, is built and comes before it; the rest stays PATH’s', async () => {
  const built = plantTools({ kind: '0.33.0', istioctl: '1.31.0' });
  const { build, PATH, bin } = bring({ kubectl: '1.36.9', istioctl: '1.30.2', jq: '' }, [built]);
  const targets = ['kind', 'istioctl', 'kubectl'].map(async (name) => readlinkSync(join(await bin, name)));
  expect(await Promise.all(targets)).toEqual([join(built, 'kind'), join(built, 'istioctl'), join(PATH, 'kubectl')]);
  expect(build).toHaveBeenCalledWith(['kind', 'istioctl'], expect.objectContaining({ dryRun: false }));
});

test('a program that was built and does not fit all the same is an error', async () => {
  const { bin } = bring({ ...fit, kind: '0.32.0' }, [plantTools({ kind: '0.31.0' })]);
  await expect(bin).rejects.toThrow('kind on PATH is 0.31.0; 0.33.0 is wanted.');
});

test('jq is not built: where nothing can be installed it is named', async () => {
  const { bin } = bring({ kind: '0.33.0', kubectl: '1.36.9', istioctl: '1.31.0' });
  await expect(bin).rejects.toMatchObject({ message: 'Not on PATH: jq.', remedy: expect.stringContaining('jq first on PATH') });
});

test('only steps of the programs wanted are built, with what they need: no image, no Podman', () => {
  const steps = withNeeds(plan(loadVersions({}), 'go1.26.8'), ['kind', 'istio']);
  expect(steps.map(({ name }) => name).sort()).toEqual(['istio', 'istio-modules', 'kind', 'kind-modules', 'libraries']);
});

test('every published Kubernetes and Istio has a kubectl and an istioctl that can be built, kind is its node images’', () => {
  const { published, kind, istio } = readVersions();
  expect(kind).toBe(published.node.kind);
  for (const version of Object.keys(published.node.versions)) {
    const { kubernetes } = toolVersions({ kubernetes: version, istio: istio.default });
    expect(kubernetes.split('.').slice(0, 2)).toEqual(version.split('.').slice(0, 2));
  }
  for (const version of Object.keys(istio.versions))
    expect(toolVersions({ kubernetes: '1.36.4', istio: version }).istio).toBe(version);
});

test('an engine is installed only where there is none', () => {
  expect(kindPackages(plantTools({ docker: '' })).map(({ name }) => name)).toEqual(['jq', 'tshark']);
  expect(kindPackages(plantTools({})).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['jq', 'tshark', 'podman', 'netavark']),
  );
});
