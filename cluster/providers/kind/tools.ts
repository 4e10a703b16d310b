import { delimiter } from 'node:path';
import { canInstall, ensurePackages, type HostPackage, jq, tshark } from '../../host/packages.ts';
import { findTool } from '../../host/tools.ts';
import { exactly, misfits, type Tool, withinOneMinor } from '../../host/toolVersions.ts';
import { engines } from '../../host/engine.ts';
import type { Lab } from '../../records/session.ts';
import { loadVersions, readVersions, type Versions } from '../../versions.ts';
import { buildHostTools, type HostTool } from '../embedded/build/hostTools.ts';
import { podmanPackages } from '../embedded/build/packages.ts';
import type { Published } from '../images.ts';
import { linkTools } from '../linkTools.ts';

const releases = {
  kind: 'https://github.com/kubernetes-sigs/kind/releases/tag',
  istio: 'https://github.com/istio/istio/releases/tag',
};

/** What it takes from PATH where it fits. */
export const kindTools = ({ kind, kubernetes, istio }: Published): Tool[] => [
  { name: 'kind', wanted: exactly(kind, `its node images belong to it; ${releases.kind}/${kind}`) },
  { name: 'kubectl', wanted: withinOneMinor(kubernetes) },
  { name: 'istioctl', wanted: exactly(istio, `it installs its own version; ${releases.istio}/${istio}`) },
  { name: 'jq' },
];

/** Those of them that the suite builds where PATH has none that fits. */
export const buildable: readonly HostTool[] = ['kind', 'kubectl', 'istioctl'];

/** What root on Debian gets installed: an engine only where there is none. */
export function kindPackages(path?: string): HostPackage[] {
  const engine = engines.some((name) => findTool(name, path));
  return [jq, tshark, ...(engine ? [] : podmanPackages)];
}

/**
 * A folder of links to kind, kubectl, istioctl and jq: PATH's where they fit, else built as the embedded cluster's are.
 *
 * @throws InfrastructureError where one can be neither found nor built
 */
export async function bringTools(lab: Lab, published: Published, build: typeof buildHostTools = buildHostTools): Promise<string> {
  const { cache, env, runner } = lab;
  if (!runner.dry && canInstall()) await ensurePackages(kindPackages(env.PATH), { signal: runner.signal });
  const tools = kindTools(published);
  const unfit = new Set((await misfits(tools, env.PATH)).map(({ name }) => name));
  const wanted = buildable.filter((name) => unfit.has(name));
  const options = { versions: toolVersions(published), cache, signal: runner.signal, dryRun: runner.dry };
  const folders = wanted.length ? await build(wanted, options) : [];
  return linkTools(lab, tools, [...folders, env.PATH ?? ''].join(delimiter));
}

/** What is built for published images: their Istio, and a kubectl that their Kubernetes accepts, of its own minor if there is one. */
export function toolVersions({ kubernetes, istio }: Pick<Published, 'kubernetes' | 'istio'>): Versions {
  const built = Object.keys(readVersions().kubernetes.versions);
  const minor = (version: string) => version.split('.').slice(0, 2).join('.');
  const same = built.find((version) => minor(version) === minor(kubernetes));
  return loadVersions({ ISTIO: istio, KUBERNETES: same ?? built.find(withinOneMinor(kubernetes).fits) });
}
