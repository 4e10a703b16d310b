import { build } from '../embedded/build.ts';
import { loadVersions } from '../embedded/versions.ts';
import type { EngineName } from '../engine.ts';
import type { ProviderName } from '../state.ts';
import { embeddedProvider } from './embedded.ts';
import { existingProvider } from './existing.ts';
import { publishedImages } from './images.ts';
import { kindProvider } from './kind.ts';
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
      return existingProvider(publishedImages(versions));
  }
}
