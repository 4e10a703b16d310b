import type { Step } from '../dag/step.ts';
import type { Versions } from '../../../../versions.ts';

const check =
  '"$1" | grep -qF "BusyBox v$2 " || { echo "cluster/versions.yaml says busybox $2, Debian $3 has $("$1" | head -n 1)"; exit 1; }';

/** Debian's busybox, one program without libraries: a root of its own, so that no other image is built again for it. */
export function busyboxStep({ busybox: { version, debian } }: Versions): Step {
  return {
    name: 'busybox',
    makes: 'folder',
    pool: 'transfer',
    seconds: 30,
    commands: [
      { argv: ['mmdebstrap', '--quiet', '--variant=extract', '--include=busybox-static', debian, '{scratch}/root.tar'] },
      {
        argv: ['tar', '--extract', '--file={scratch}/root.tar', '--directory={out}', '--strip-components=3', './usr/bin/busybox'],
      },
      { argv: ['sh', '-c', check, 'sh', '{out}/busybox', version, debian] },
    ],
  };
}
