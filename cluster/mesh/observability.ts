import { type Api, kubectl, openApi, type Target } from '../kube/api.ts';
import { deploymentsReady } from '../kube/ready.ts';
import type { Lab } from '../records/session.ts';
import { type Look, poll } from '../host/poll.ts';
import { type Addon, addons } from '../records/addonPlaces.ts';
import { isForeign, type Supply } from '../records/supply.ts';
import { makeMeshNamespace, meshNamespace } from './istio.ts';
import { inYaml, isOurs, ourManifests, ours } from './ownership.ts';

/** An add-on's objects as YAML: labelled as ours, with the provider's image and kind of Service. */
export async function addonYaml(
  addon: Addon,
  { images, kialiService }: Required<Pick<Supply, 'images' | 'kialiService'>>,
): Promise<string> {
  const objects = await ourManifests(`${addon}.yaml`, (text) =>
    text.replace('PROMETHEUS_IMAGE', images.prometheus).replace('KIALI_IMAGE', images.kiali),
  );
  for (const object of objects)
    if (addon === 'kiali' && object.kind === 'Service') object.spec = { ...object.spec, type: kialiService };
  return inYaml(objects);
}

/** Add-ons that somebody else put into the cluster: they are used as they are. */
export async function foreignAddons({ apps }: Api): Promise<Addon[]> {
  const { items } = await apps.listNamespacedDeployment({ namespace: meshNamespace });
  const foreign = items.filter(({ metadata }) => !isOurs(metadata?.labels)).map(({ metadata }) => metadata?.name);
  return addons.filter((addon) => foreign.includes(addon));
}

/** Installs Prometheus and Kiali, those that nobody else did, and waits until they answer. @returns what was seen */
export async function installAddons(lab: Lab, supply: Supply): Promise<string> {
  const { runner } = lab;
  const foreign = await runner.act(
    'look for a Prometheus and a Kiali of others',
    async () => foreignAddons(await openApi(supply)),
    [],
  );
  const own = addons.filter((addon) => !foreign.includes(addon));
  const yaml = (await Promise.all(own.map((addon) => addonYaml(addon, partsOf(supply))))).join('---\n');
  if (own.length) {
    await makeMeshNamespace(lab, supply);
    const input = runner.dry ? `# cluster/manifests/${own.join('.yaml, cluster/manifests/')}.yaml` : yaml;
    await kubectl(runner, supply, ['apply', '--filename', '-'], { input });
  }
  return addonsReady(lab, supply);
}

function partsOf(supply: Supply): Required<Pick<Supply, 'images' | 'kialiService'>> {
  const { images, kialiService } = supply;
  if (isForeign(supply) || !images || !kialiService) throw new Error('no add-on is installed in a cluster that is not ours');
  return { images, kialiService };
}

/** Waits until the add-ons are rolled out and answer. */
export function addonsReady({ runner, progress }: Lab, target: Target): Promise<string> {
  return runner.act(
    'wait until Prometheus and Kiali are available and answer (≤ 120 s)',
    async () => {
      const api = await openApi(target);
      const onChange = progress.waiting;
      const remedy = `See \`kubectl --namespace ${meshNamespace} describe pods\`.`;
      return poll(() => addonsAnswer(api), {
        what: 'Prometheus and Kiali',
        timeoutMs: 120_000,
        signal: runner.signal,
        onChange,
        remedy,
      });
    },
    'Prometheus and Kiali answer',
  );
}

/** Both rolled out; their readiness probes ask the same address a reader does. */
export const addonsAnswer = (api: Api): Promise<Look> => deploymentsReady(api, meshNamespace, addons);

/** Takes away what `installAddons` made, and nothing else. */
export async function removeAddons({ runner }: Lab, target: Target): Promise<void> {
  const kinds = 'deployments,services,configmaps,serviceaccounts';
  const selector = [...ours, '--ignore-not-found'];
  await kubectl(runner, target, ['--namespace', meshNamespace, 'delete', kinds, ...selector]);
  await kubectl(runner, target, ['delete', 'clusterroles,clusterrolebindings', ...selector]);
}
