import type { Step } from '../dag/step.ts';
import type { Versions } from '../../../../versions.ts';

/** The manifests with versions in place of `@NAME@`. */
export function manifestsStep({ istio, networkPolicies }: Versions): Step {
  const edits = Object.entries({ ISTIO: istio, NETWORK_POLICIES: networkPolicies }).flatMap(([name, value]) => [
    '-e',
    `s/@${name}@/${value}/g`,
  ]);
  return {
    name: 'manifests',
    makes: 'folder',
    pool: 'transfer',
    seconds: 1,
    commands: [
      { argv: ['cp', '-r', '{file:manifests}/.', '{out}/'] },
      { argv: ['sh', '-c', 'cd "$1" && shift && sed -i "$@" *', 'sh', '{out}', ...edits] },
    ],
  };
}
