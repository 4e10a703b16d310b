import { mkdir, writeFile } from 'node:fs/promises';
import { InfrastructureError } from '../errors.ts';
import { allowedContext } from '../kube/config.ts';
import { type Api, openApi } from '../kube/api.ts';
import { type Lab, stateFile } from '../lab.ts';
import { removeAddons } from '../mesh/observability.ts';
import { removeStrict } from '../mesh/strict.ts';
import { readCluster } from '../state.ts';
import { linkTools } from '../tools.ts';
import type { Provider, Supply } from './provider.ts';

export type ExistingImages = Supply['images'];

/**
 * A cluster that is there already and belongs to somebody: only the context named twice is used (KUBECONFIG and
 * ALLOW_CONTEXT), Istio is never installed, and only objects that carry our label are ever changed or removed.
 */
export function existingProvider(images: ExistingImages): Provider {
  return {
    name: 'existing',
    nodes: 1,

    async prepare(lab) {
      const { context, text } = await allowedContext(lab.env);
      const kubeconfig = stateFile(lab, 'kubeconfig');
      await lab.runner.act(`write context ${context} alone to ${kubeconfig}`, () => keep(lab, kubeconfig, text), undefined);
      const bin = await linkTools(lab, ['kubectl', 'istioctl', 'jq']);
      const found = await lab.runner.act(`ask context ${context} for its versions`, () => versions({ kubeconfig, context }), unknownVersions);
      const { kubernetes, envoy, istio } = found;
      const supply: Supply = {
        ...{ kubeconfig, context, bin, images, kialiService: 'ClusterIP' as const, substitutions: [] },
        components: [
          { name: 'kubernetes', version: kubernetes },
          { name: 'istio', version: istio },
        ],
        networkPolicy: 'whatever this cluster enforces it with',
        variant: { kubernetes, envoy },
      };
      return { supply, create: async () => undefined };
    },

    async standing(_lab, cluster) {
      return cluster ? 'up' : 'none';
    },

    async settle(lab, { context, kubeconfig }) {
      await lab.progress.step(`context ${context} answers`, () =>
        lab.runner.act('ask for its nodes', async () => (await openApi({ kubeconfig, context })).core.listNode({ limit: 1 }), undefined),
      );
    },

    async destroy(lab) {
      const cluster = lab.runner.dry ? { kubeconfig: stateFile(lab, 'kubeconfig'), context: '<context>', bin: stateFile(lab, 'bin') } : readCluster(lab.name);
      if (!cluster) return undefined;
      await removeStrict(lab, cluster);
      await removeAddons(lab, cluster);
      return `our objects in context ${cluster.context}`;
    },

    async leftovers() {
      return [];
    },
  };
}

const unknownVersions = { kubernetes: '<its version>', istio: '<its version>', envoy: '<its version>' };

async function keep(lab: Lab, path: string, text: string): Promise<void> {
  await mkdir(lab.folder, { recursive: true, mode: 0o700 });
  await writeFile(path, text, { mode: 0o600 });
}

async function versions(where: { kubeconfig: string; context: string }): Promise<typeof unknownVersions> {
  const api: Api = await openApi(where);
  const { items } = await api.core.listNode({ limit: 1 }).catch((cause: unknown) => {
    const { message } = cause as Error;
    throw new InfrastructureError(`Context ${where.context} does not answer: ${message.split('\n')[0]}`, {
      cause,
      remedy: `kubectl --context ${where.context} get nodes`,
    });
  });
  const istiod = await api.apps.listDeploymentForAllNamespaces({ labelSelector: 'app=istiod' });
  const image = istiod.items[0]?.spec?.template.spec?.containers[0]?.image ?? '';
  const istio = /:([^:@/]+)(@|$)/.exec(image)?.[1] ?? 'unknown';
  return { kubernetes: items[0]?.status?.nodeInfo?.kubeletVersion.replace(/^v/, '') ?? 'unknown', istio, envoy: `Istio ${istio}` };
}
