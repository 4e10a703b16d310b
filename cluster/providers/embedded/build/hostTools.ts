import { existsSync } from 'node:fs';
import { needsOf, type Step } from './dag/step.ts';
import { istioStep } from './steps/istio.ts';
import type { Versions } from '../../../versions.ts';
import { buildPart, type BuildOptions } from './build.ts';
import { certificates } from './packages.ts';

/** Programs for the host that the build has, each in the folder of a step. */
const stepsOf = ({ istio }: Pick<Versions, 'istio'>) => ({ kind: 'kind', kubectl: 'kube', istioctl: istioStep(istio) });
export type HostTool = keyof ReturnType<typeof stepsOf>;

/**
 * Builds programs for the host, with the steps of the whole build and no other: neither images nor Podman.
 *
 * @returns the folders that hold them
 * @throws as `build`
 */
export async function buildHostTools(tools: readonly HostTool[], options: BuildOptions): Promise<string[]> {
  const steps = stepsOf(options.versions);
  const wanted = tools.map((tool) => steps[tool]);
  const { store, keys } = await buildPart(
    (all) => withNeeds(all, wanted),
    options,
    existsSync('/etc/debian_version') ? [certificates] : [],
  );
  return wanted.map((step) => store.folder(step, keys.get(step) ?? ''));
}

/** These steps and every one that they need, in the plan's order. */
export function withNeeds(all: readonly Step[], wanted: readonly string[]): Step[] {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const step = all.find((one) => one.name === name);
    for (const need of step ? needsOf(step) : []) add(need);
  };
  for (const name of wanted) add(name);
  return all.filter(({ name }) => found.has(name));
}
