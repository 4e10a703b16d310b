import { loadVersions } from '../../versions.ts';
import { compatibilityOf } from '../compatibility.ts';
import { refuseOfOthers } from '../ofOthers.ts';
import type { ProviderKind } from '../provider.ts';
import { build } from './build/build.ts';
import { capabilities, embeddedProvider } from './provider.ts';

/** The same cluster built from package registries: fits everywhere, so it is asked last. */
export const embedded: ProviderKind = {
  name: 'embedded',
  capabilities,
  fits: async () => ({ fits: true, engine: 'podman', reason: 'so everything is built from package registries' }),
  engineFor: async () => 'podman',
  open(_engine, env) {
    refuseOfOthers('embedded', env);
    const versions = loadVersions(env);
    return embeddedProvider(build, versions, compatibilityOf(versions.istio, env));
  },
  tools: () => [],
  brings: () => ({ built: [], installed: [] }),
};
