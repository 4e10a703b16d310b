import { sameMinor } from '../../cluster/host/toolVersions.ts';
import type { Cluster, Component } from '../../cluster/records/state.ts';
import { unknown, withoutV } from './measured.ts';

const same = (a: string, b: string) => withoutV(a) === withoutV(b);

/** What was asked for: of an existing cluster nothing but what KUBERNETES and ISTIO say. */
export function wishes(
  { capabilities, components, variant }: Pick<Cluster, 'capabilities' | 'components' | 'variant'>,
  { KUBERNETES, ISTIO } = process.env,
): Component[] {
  const named = (names: string[], version: string | undefined) => (version ? names.map((name) => ({ name, version })) : []);
  if (!capabilities.owned) return [...named(['kubernetes'], KUBERNETES), ...named(['istiod', 'pilot-agent'], ISTIO)];
  const { kubernetes, compatibility = 'none' } = variant;
  return [...components, { name: 'kubelet', version: kubernetes }, { name: 'compatibilityVersion', version: compatibility }];
}

/** The maker's record of its parts, with what was measured in place of what the record says. */
export function together(record: readonly Component[], found: readonly Component[]): Component[] {
  const rest = found.filter(({ name }) => record.every((each) => each.name !== name));
  return [
    ...record.map((each) =>
      instead(
        each,
        found.find(({ name }) => name === each.name),
      ),
    ),
    ...rest,
  ];
}

/** A node names its containerd's version and no digest: the build's own is that of this version. */
function instead(recorded: Component, found: Component | undefined): Component {
  if (!found) return recorded;
  const digest = found.digest ?? (same(found.version, recorded.version) ? recorded.digest : undefined);
  return { name: found.name, version: found.version, ...(digest && { digest }) };
}

/** What was measured and is not what was asked for, in words; what could not be measured differs from nothing. */
export function differences(wished: readonly Component[], found: readonly Component[]): string[] {
  return found.flatMap(({ name, version }) => {
    const wish = wished.find((each) => each.name === name);
    if (!wish || version === unknown || same(version, wish.version)) return [];
    return [`${name} is ${version}; ${wish.version} is wanted`];
  });
}

/** istioctl belongs to the control plane of its minor: of another one its answers may be no answers about this mesh. */
export function skew(found: readonly Component[]): string[] {
  const versionOf = (name: string) => found.find((each) => each.name === name)?.version ?? unknown;
  const [istioctl, istiod] = [versionOf('istioctl'), versionOf('istiod')];
  const fits = istioctl === unknown || istiod.split(' and ').every((each) => sameMinor(each).fits(istioctl));
  return fits ? [] : [`istioctl is ${istioctl}; istiod is ${istiod}, and istioctl belongs to a control plane of its minor`];
}
