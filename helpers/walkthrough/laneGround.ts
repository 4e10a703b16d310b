import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { clusterName } from '../../cluster/host/names.ts';
import { lanePrefix } from '../../cluster/records/marks.ts';
import { rightsRefusal } from '../kube/bounds.ts';
import { connection } from '../kube/connection.ts';
import { Lane } from '../lane/lane.ts';
import { localise } from '../lane/localise.ts';
import { localiseManifests } from '../lane/localiseManifests.ts';
import { stayingNamespaces } from '../lane/namespace.ts';
import { workstation, type Workstation } from '../lane/workstation.ts';
import { ownHome } from '../readings/command/shell.ts';
import { runFolder } from '../settings.ts';
import type { Ground } from './ground.ts';
import { observe } from './observe.ts';

/**
 * In a cluster that is not ours a walk happens in a lane, which stands for the document's namespace default, by a reader whose rights end
 * there. Nothing else of the cluster can be changed by what is typed, so nothing has to be put back.
 */
export async function laneGround(): Promise<Ground> {
  const { cluster } = await connection();
  const lane = new Lane(`${lanePrefix}${randomBytes(3).toString('hex')}`, '');
  const station = await opened(lane);
  const target = { kubeconfig: station.kubeconfig, bin: cluster.bin, namespace: lane.namespace };
  return {
    name: clusterName(),
    own: false,
    target: () => target,
    look: () => observe(target),
    async leave() {
      const made = lane.namespaces;
      await lane.close();
      rmSync(runFolder(), { recursive: true, force: true });
      return stayingNamespaces(made);
    },
    reader: {
      namespace: lane.namespace,
      typed: (text) => localise(text, lane.names),
      saved: (text) => localiseManifests(text, lane.names),
      // the documents' targets know by them that the cluster is not ours, and that it is a reader who calls
      env: { ...ownHome(station), PROVIDER: cluster.provider, ALLOW_CONTEXT: cluster.context },
    },
  };
}

async function opened(lane: Lane): Promise<Workstation> {
  try {
    await lane.open();
    return await workstation(lane.namespace);
  } catch (error) {
    await lane.close();
    throw error;
  }
}

/** What the documents' own targets say where a cluster is not ours (cluster/commands, cluster/providers/existing). */
const notOurs = /^.*(?:\bis not ours\b|\bmay not ask for a token of\b).*$/m;

/** The line of an output that says that the reader was refused what a document's own reader may do. */
export const refusedThere = (output: string): string | undefined => rightsRefusal(output) ?? notOurs.exec(output)?.[0];
