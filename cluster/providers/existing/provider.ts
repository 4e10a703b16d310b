import { mkdir, writeFile } from 'node:fs/promises';
import { InfrastructureError, UsageError } from '../../host/errors.ts';
import { openApi, type Target } from '../../kube/api.ts';
import { openAsk } from '../../kube/ask.ts';
import { allowedContext } from '../../kube/config.ts';
import { type Lab, stateFile } from '../../records/session.ts';
import { findSupply } from '../../records/origin.ts';
import { rights } from '../../records/rights.ts';
import { findIstiod } from '../../mesh/istio.ts';
import { ourObjects, removeCreated } from '../../mesh/removal.ts';
import { linkTools } from '../linkTools.ts';
import { requireBounds } from './bounds.ts';
import { asRunner, isReaders } from './runner.ts';
import { sameMinor, type Tool, withinOneMinor } from '../../host/toolVersions.ts';
import type { Provider } from '../provider.ts';
import type { Supply } from '../../records/supply.ts';
import type { Capabilities } from '../../records/state.ts';

export const capabilities: Capabilities = { owned: false, isolated: false, built: false };

/** What KUBERNETES and ISTIO say that the cluster is of. */
export type Asked = { kubernetes?: string; istio?: string };

export function askedVersions({ KUBERNETES, ISTIO }: Record<string, string | undefined>): Asked {
  const plain = (version: string) => version.replace(/^v/, '');
  return { ...(KUBERNETES && { kubernetes: plain(KUBERNETES) }), ...(ISTIO && { istio: plain(ISTIO) }) };
}

/**
 * A cluster that is there already and belongs to somebody: only the context named twice is used (KUBECONFIG and
 * ALLOW_CONTEXT), by an identity whose rights end at our lanes; nothing is installed, and only what the API server made for this
 * checkout is ever changed or removed.
 */
export function existingProvider(asked: Asked = {}): Provider {
  return {
    name: 'existing',
    nodes: 1,
    wanted: asked,

    async prepare(lab) {
      const { context, kubeconfig } = await keepIdentity(lab);
      const ask = async () => asAsked(context, asked, await versionsOf({ kubeconfig, context }));
      const found = await lab.runner.act(`ask context ${context} for Istio and its versions`, ask, unknownVersions);
      await mindBounds(lab, { context, kubeconfig });
      const bin = await linkTools(lab, existingTools(found));
      return { supply: supplyOf({ kubeconfig, context, bin }, found), create: async () => undefined };
    },

    async standing(lab, cluster) {
      if (!cluster) return 'none';
      const { context } = await allowedContext(lab.env);
      if (context === cluster.context) return 'up';
      throw new UsageError(`Cluster ${lab.name} is context ${cluster.context}, and ALLOW_CONTEXT is ${context}.`, {
        remedy: 'Run `make kind-down` first (it removes our objects from the former), or set CLUSTER_NAME.',
      });
    },

    async renew(lab) {
      // a document’s own `make kind-up`: its reader’s kubeconfig is no way to the run’s identity, which is there
      if (await isReaders((await allowedContext(lab.env)).text)) return;
      await mindBounds(lab, await keepIdentity(lab));
    },

    async settle(lab, { context, kubeconfig }) {
      await lab.progress.step(`context ${context} answers`, () =>
        lab.runner.act(
          'ask for its nodes',
          async () => (await openApi({ kubeconfig, context })).core.listNode({ limit: 1 }),
          undefined,
        ),
      );
    },

    async destroy(lab) {
      const supply = findSupply(lab);
      if (!supply) return undefined;
      if (lab.env.KUBECONFIG && lab.env.ALLOW_CONTEXT) await keepIdentity(lab);
      return `${await removeCreated(lab, supply)} in context ${supply.context}`;
    },

    async leftovers(lab) {
      const supply = findSupply(lab);
      return supply ? ourObjects(lab, supply) : [];
    },
  };
}

/** What it takes from PATH: istioctl may be of another patch than a cluster that is somebody's. */
const existingTools = ({ kubernetes, istio }: typeof unknownVersions): Tool[] => [
  { name: 'kubectl', wanted: withinOneMinor(kubernetes) },
  { name: 'istioctl', wanted: sameMinor(istio) },
  { name: 'jq' },
];

/** The first minor whose API server passes the end of standard input on to a container (KEP-4006): captures and bursts are ended by it. */
const oldestMinor = 30;

/** @throws UsageError when another Kubernetes or Istio is asked for than the cluster's; a tag that names no version says nothing yet */
function asAsked(context: string, asked: Asked, found: typeof unknownVersions): typeof unknownVersions {
  if (Number(found.kubernetes.split('.')[1]) < oldestMinor)
    throw new InfrastructureError(
      `Context ${context} answers Kubernetes ${found.kubernetes}; Meshproof ends its captures in pods in a way that 1.${oldestMinor} brought.`,
      { remedy: `Take a cluster of Kubernetes 1.${oldestMinor} or newer.` },
    );
  const answers = { kubernetes: found.kubernetes, istio: versionIn(found.istio) };
  for (const [part, title] of [
    ['kubernetes', 'Kubernetes'],
    ['istio', 'Istio'],
  ] as const) {
    const [wanted, answer] = [asked[part], answers[part]];
    if (!wanted || !answer || wanted === answer) continue;
    const variable = part.toUpperCase();
    throw new UsageError(`${variable}=${wanted}: context ${context} answers ${title} ${answer}.`, {
      remedy: `Leave ${variable} out: an existing cluster is tested in the version that it has.`,
    });
  }
  return found;
}

/** The version that a tag such as `1.30.4-distroless` begins with. */
const versionIn = (tag: string): string | undefined => /^\d+\.\d+\.\d+/.exec(tag)?.[0];

const unknownVersions = { kubernetes: '<its version>', istio: '<its version>' };

/** Before anything is made: an identity whose rights nothing ends is no better than the administrator’s own. */
async function mindBounds({ runner }: Lab, { context, kubeconfig }: Pick<Target, 'kubeconfig' | 'context'>): Promise<void> {
  const ask = async () => requireBounds(context, await openAsk({ kubeconfig, context }));
  await runner.act(`ask context ${context} whether its API server ends the suite’s rights at lanes`, ask, undefined);
}

/** Writes the suite's own identity in the allowed context, and no other credential, where all that follows looks for it. */
async function keepIdentity(lab: Lab): Promise<Pick<Target, 'kubeconfig' | 'context'>> {
  const { context, text } = await allowedContext(lab.env);
  const kubeconfig = stateFile(lab, 'kubeconfig');
  const keep = async () => {
    const own = await asRunner(context, text);
    await mkdir(lab.folder, { recursive: true, mode: 0o700 });
    await writeFile(kubeconfig, own, { mode: 0o600 });
  };
  const account = `${rights.namespace}/${rights.runner}`;
  await lab.runner.act(`write context ${context} with a token of ServiceAccount ${account} to ${kubeconfig}`, keep, undefined);
  return { context, kubeconfig };
}

function supplyOf(target: Target, { kubernetes, istio }: typeof unknownVersions): Supply {
  return {
    ...target,
    says: 'a cluster that was there before the suite came',
    capabilities,
    substitutions: [],
    components: Object.entries({ kubernetes, istio }).map(([name, version]) => ({ name, version })),
    networkPolicy: 'whatever this cluster enforces it with',
    variant: { kubernetes, istio: versionIn(istio), envoy: `of Istio ${istio}` },
  };
}

/** @throws InfrastructureError when the cluster doesn't answer or has no Istio */
async function versionsOf({ kubeconfig, context }: Omit<Target, 'bin'>): Promise<typeof unknownVersions> {
  const api = await openApi({ kubeconfig, context });
  const { items } = await api.core.listNode({ limit: 1 }).catch((cause: unknown) => {
    const why = (cause as Error).message.split('\n')[0];
    const remedy = `Check it with \`kubectl --context ${context} get nodes\`.`;
    throw new InfrastructureError(`Context ${context} does not answer: ${why}`, { cause, remedy });
  });
  const istiod = (await findIstiod(api))[0];
  if (!istiod) {
    throw new InfrastructureError(`Context ${context} has no Istio, and Meshproof installs none into an existing cluster.`, {
      remedy: `Install it there (\`istioctl install --context ${context}\`), then try again.`,
    });
  }
  const image = istiod.spec?.template.spec?.containers[0]?.image ?? '';
  return {
    kubernetes: items[0]?.status?.nodeInfo?.kubeletVersion.replace(/^v/, '') ?? 'unknown',
    istio: /:([^:@/]+)(@|$)/.exec(image)?.[1] ?? 'unknown',
  };
}
