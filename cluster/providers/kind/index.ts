import { engines } from '../../host/engine.ts';
import { canInstall } from '../../host/packages.ts';
import { findTool } from '../../host/tools.ts';
import { refuseEnvoy } from '../envoy.ts';
import { refuseOfOthers } from '../ofOthers.ts';
import { loadPublished } from '../images.ts';
import type { ProviderKind } from '../provider.ts';
import { capabilities, kindProvider } from './provider.ts';
import { buildable, kindPackages, kindTools } from './tools.ts';

type Environment = Record<string, string | undefined>;

/** Published images on Docker or Podman: chosen where an engine answers and can pull them. */
export const kind: ProviderKind = {
  name: 'kind',
  capabilities,
  async fits(_env, probes) {
    const answering = await probes.engines();
    const pulls = await Promise.all(answering.map((engine) => probes.canPull(engine)));
    const engine = answering.find((_, index) => pulls[index]);
    if (engine) return { fits: true, engine, reason: `${engine} answers and published images can be pulled` };
    const reason = answering.length
      ? `no registry answered ${answering.join(' or ')} within 1.5 s`
      : `none of ${engines.join(', ')} answers`;
    return { fits: false, reason };
  },
  /** KIND_EXPERIMENTAL_PROVIDER, as with kind itself, or the first engine that answers, or the one that gets installed. */
  engineFor: async ({ KIND_EXPERIMENTAL_PROVIDER: wanted, PATH }: Environment, probes) =>
    engines.find((engine) => engine === wanted) ??
    (await probes.engines())[0] ??
    (canInstall() && !engines.some((engine) => findTool(engine, PATH)) ? 'podman' : 'docker'),
  open(engine, env) {
    refuseEnvoy('kind', env);
    refuseOfOthers('kind', env);
    return kindProvider(engine ?? 'docker', loadPublished(env));
  },
  tools: (env) => [...kindTools(loadPublished(env)), { name: 'tshark' }],
  brings: ({ PATH }) => ({ built: buildable, installed: canInstall() ? kindPackages(PATH).map(({ name }) => name) : [] }),
};
