import { openAsk } from '../../cluster/kube/ask.ts';
import type { Cluster } from '../../cluster/records/state.ts';
import { wholeRun } from '../../cluster/variables/wholeRun.ts';
import { startLogged } from '../program.ts';
import { root } from '../root.ts';
import { verifyPack } from '../verifyPack.ts';
import { clusterUid, comesBack, groundOf } from './cluster.ts';
import { inject } from './inject.ts';
import { smallDisk } from './kinds/disk.ts';
import { filesLeft, processesLeft, standing } from './residue.ts';
import type { Tools } from './tryOnce.ts';

/** What of this program's environment a run must not meet: it would be another run. */
const notMeant = { SET: '', DOC: '', AS_IS: '', STRICT: '', SHUFFLE: '', CONTENT: '' };

/**
 * What tries work with on the cluster that stands.
 *
 * @param folder of all packs of tries
 */
export function toolsOn(cluster: Cluster, folder: string, signal: AbortSignal): Tools {
  const ground = groundOf(cluster);
  return {
    verify: (asked, packs, log) =>
      startLogged(
        {
          argv: [process.execPath, 'helpers/run/verify.ts'],
          cwd: root,
          env: { ...notMeant, ...wholeRun, CLAIMS: '', ...asked, KEEP: '1', MESHPROOF_PACKS: packs },
          signal,
        },
        log,
      ),
    verifyPack,
    inject,
    smallDisk: (packs, end) => smallDisk(ground, packs, end),
    comesBack: () => comesBack(cluster, signal),
    clusterUid: () => clusterUid(cluster),
    standing: async () => standing(ground, await openAsk(cluster), cluster.name),
    filesLeft: (packs) => filesLeft(packs, folder),
    processesLeft,
  };
}
