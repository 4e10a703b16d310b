import type { EngineName } from '../host/engine.ts';
import { UsageError } from '../host/errors.ts';
import { wrongValue } from '../variables/value.ts';
import { providerNamed, providers } from './index.ts';
import type { Probes } from './provider.ts';

type Environment = Record<string, string | undefined>;

/** The provider, and in words why it and no other. */
export type Choice = { provider: string; engine?: EngineName; reason: string };

/**
 * Chooses the provider: the one that PROVIDER names, or with `auto` (or nothing) the first of the registry that fits.
 *
 * @throws UsageError for an unknown PROVIDER
 */
export async function chooseProvider(env: Environment, probes: Probes): Promise<Choice> {
  const named = namedProvider(env);
  if (named) return { provider: named, engine: await providerNamed(named).engineFor(env, probes), reason: `PROVIDER=${named}` };
  const unfit: string[] = [];
  for (const { name, fits } of providers) {
    const fit = await fits(env, probes);
    // why an earlier provider was passed over says why this one was taken
    if (fit.fits) return { provider: name, engine: fit.engine, reason: [...unfit.slice(1), fit.reason].join(', ') };
    unfit.push(fit.reason);
  }
  throw new UsageError(`No provider fits this machine: ${unfit.join('; ')}.`, { remedy: 'See `make doctor`.' });
}

function namedProvider({ PROVIDER }: Environment): string | undefined {
  const wrong = wrongValue('PROVIDER', PROVIDER);
  if (wrong) throw new UsageError(wrong);
  return !PROVIDER || PROVIDER === 'auto' ? undefined : PROVIDER;
}

/**
 * The provider that the environment asks for, by PROVIDER or by naming a cluster of somebody's; undefined when it leaves the choice.
 *
 * @throws UsageError for an unknown PROVIDER
 */
export function askedProvider(env: Environment): string | undefined {
  return (
    namedProvider(env) ??
    (env.KUBECONFIG && env.ALLOW_CONTEXT ? providers.find(({ capabilities }) => !capabilities.owned)?.name : undefined)
  );
}
