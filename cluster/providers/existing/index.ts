import { refuseCompatibility } from '../compatibility.ts';
import { refuseEnvoy } from '../envoy.ts';
import { addons, toldPlace } from '../../records/addonPlaces.ts';
import { mirrorOf } from '../../records/imageMirror.ts';
import type { ProviderKind } from '../provider.ts';
import { askedVersions, capabilities, existingProvider } from './provider.ts';

type Environment = Record<string, string | undefined>;

/** Somebody's cluster: chosen where KUBECONFIG and ALLOW_CONTEXT both name it. */
export const existing: ProviderKind = {
  name: 'existing',
  capabilities,
  fits: async ({ KUBECONFIG, ALLOW_CONTEXT }: Environment) =>
    KUBECONFIG && ALLOW_CONTEXT
      ? { fits: true, reason: 'KUBECONFIG and ALLOW_CONTEXT are both set' }
      : { fits: false, reason: 'KUBECONFIG and ALLOW_CONTEXT are not both set' },
  engineFor: async () => undefined,
  open(_engine, env) {
    refuseEnvoy('existing', env);
    refuseCompatibility('existing', env);
    for (const addon of addons) toldPlace(addon, env);
    mirrorOf(env);
    return existingProvider(askedVersions(env));
  },
  // the cluster, which isn't asked here, decides on versions
  tools: () => [...['kubectl', 'istioctl', 'jq'].map((name) => ({ name })), { name: 'tshark' }],
  brings: () => ({ built: [], installed: [] }),
};
