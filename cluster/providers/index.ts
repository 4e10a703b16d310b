import { build } from './embedded/build/build.ts';
import { loadVersions } from '../versions.ts';
import type { EngineName } from '../host/engine.ts';
import type { ProviderName } from '../records/state.ts';
import { embeddedProvider } from './embedded/provider.ts';
import { existingProvider } from './existing/provider.ts';
import { kindProvider } from './kind/provider.ts';
import type { Provider } from './provider.ts';

type Environment = Record<string, string | undefined>;

/** The provider of this name, in the versions that the environment asks for. */
export function openProvider(provider: ProviderName, engine: EngineName | undefined, env: Environment): Provider {
  const versions = loadVersions(env);
  switch (provider) {
    case 'embedded':
      return embeddedProvider(build, versions);
    case 'kind':
      return kindProvider(engine ?? 'docker', versions);
    case 'existing':
      return existingProvider();
  }
}
