import { type EngineName, engines } from '../host/engine.ts';
import { UsageError } from '../host/errors.ts';
import { type ProviderName, providerNames } from '../records/state.ts';
import { wrongValue } from '../variables/value.ts';

type Environment = Record<string, string | undefined>;

/** The provider, and in words why it and no other. */
export type Choice = { provider: ProviderName; engine?: EngineName; reason: string };

/** What is asked of the machine to choose; every probe is bounded in time. */
export type Probes = {
  /** The engines that answer, in order of preference. */
  engines(): Promise<EngineName[]>;
  /** Whether the engine could pull kindest/node: it has it, or its registry answers. ≤ 1.5 s. */
  canPull(engine: EngineName): Promise<boolean>;
};

/**
 * Chooses the provider: the one that PROVIDER names, or with `auto` (or nothing) the first that fits of existing
 * (KUBECONFIG and ALLOW_CONTEXT both given), kind (an engine answers and images can be pulled), embedded.
 *
 * @throws UsageError for an unknown PROVIDER
 */
export async function chooseProvider(env: Environment, probes: Probes): Promise<Choice> {
  const asked = askedProvider(env);
  if (asked) return withEngine(asked, env, probes);
  const answering = await probes.engines();
  const pulls = await Promise.all(answering.map((engine) => probes.canPull(engine)));
  const engine = answering.find((_, index) => pulls[index]);
  if (engine) return { provider: 'kind', engine, reason: `${engine} answers and published images can be pulled` };
  const why = answering.length
    ? `no registry answered ${answering.join(' or ')} within 1.5 s`
    : `none of ${engines.join(', ')} answers`;
  return { provider: 'embedded', engine: 'podman', reason: `${why}, so everything is built from package registries` };
}

/**
 * The provider that the environment asks for, by PROVIDER or by naming a cluster; undefined when it leaves the choice.
 *
 * @throws UsageError for an unknown PROVIDER
 */
export function askedProvider({ PROVIDER, KUBECONFIG, ALLOW_CONTEXT }: Environment): ProviderName | undefined {
  const wrong = wrongValue('PROVIDER', PROVIDER);
  if (wrong) throw new UsageError(wrong);
  if (!PROVIDER || PROVIDER === 'auto') return KUBECONFIG && ALLOW_CONTEXT ? 'existing' : undefined;
  return providerNames.find((name) => name === PROVIDER);
}

async function withEngine(provider: ProviderName, env: Environment, probes: Probes): Promise<Choice> {
  const reason = env.PROVIDER && env.PROVIDER !== 'auto' ? `PROVIDER=${provider}` : 'KUBECONFIG and ALLOW_CONTEXT are both set';
  if (provider === 'existing') return { provider, reason };
  return { provider, engine: provider === 'kind' ? await kindEngine(env, probes) : 'podman', reason };
}

/** kind's engine: KIND_EXPERIMENTAL_PROVIDER, as with kind itself, or the first that answers; Docker when none does. */
async function kindEngine({ KIND_EXPERIMENTAL_PROVIDER: wanted }: Environment, probes: Probes): Promise<EngineName> {
  return engines.find((engine) => engine === wanted) ?? (await probes.engines())[0] ?? 'docker';
}
