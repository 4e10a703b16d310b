import type { EngineName } from '../host/engine.ts';
import { UsageError } from '../host/errors.ts';
import { embedded } from './embedded/index.ts';
import { existing } from './existing/index.ts';
import { kind } from './kind/index.ts';
import type { Provider, ProviderKind } from './provider.ts';

type Environment = Record<string, string | undefined>;

/** Every provider, in the order in which PROVIDER=auto asks whether it fits. A new one is a folder and a line here. */
export const providers: readonly ProviderKind[] = [existing, kind, embedded];

/** @throws UsageError for a name that no provider has */
export function providerNamed(name: string): ProviderKind {
  const found = providers.find((one) => one.name === name);
  if (found) return found;
  throw new UsageError(`There is no provider ${name}.`, { remedy: `Use one of ${providers.map((one) => one.name).join(', ')}.` });
}

/**
 * The provider of this name, in the versions that the environment asks for.
 *
 * @throws UsageError for a version that this provider doesn't have
 */
export const openProvider = (name: string, engine: EngineName | undefined, env: Environment): Provider =>
  providerNamed(name).open(engine, env);
