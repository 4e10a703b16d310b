import { build } from './embedded/build/build.ts';
import { loadVersions } from '../versions.ts';
import type { EngineName } from '../host/engine.ts';
import { UsageError } from '../host/errors.ts';
import type { ProviderName } from '../records/state.ts';
import { embeddedProvider } from './embedded/provider.ts';
import { existingProvider } from './existing/provider.ts';
import { loadPublished } from './images.ts';
import { kindProvider } from './kind/provider.ts';
import type { Provider } from './provider.ts';

type Environment = Record<string, string | undefined>;

/**
 * The provider of this name, in the versions that the environment asks for.
 *
 * @throws UsageError for a version that this provider doesn't have
 */
export function openProvider(provider: ProviderName, engine: EngineName | undefined, env: Environment): Provider {
  if (provider !== 'embedded') refuseEnvoy(provider, env);
  switch (provider) {
    case 'embedded':
      return embeddedProvider(build, loadVersions(env));
    case 'kind':
      return kindProvider(engine ?? 'docker', loadPublished(env));
    case 'existing':
      return existingProvider(env.KUBERNETES?.replace(/^v/, '') || undefined);
  }
}

function refuseEnvoy(provider: ProviderName, { ENVOY }: Environment): void {
  if (!ENVOY) return;
  throw new UsageError(`ENVOY=${ENVOY}: provider ${provider} runs the Envoy of its Istio.`, {
    remedy: 'Leave ENVOY out, or use PROVIDER=embedded, which builds another.',
  });
}
