import { programPath } from '../../content.ts';
import type { Workstation } from '../../lane/workstation.ts';
import { readerCommand, type CommandOutcome } from '../command/command.ts';
import type { Reading } from '../reading.ts';
import { knowsNamespace } from './graph.ts';

const opens = `${programPath('node_modules/.bin/node')} ${programPath('helpers/readings/graph/openKiali.ts')}`;

/** What Kiali's own page draws of a namespace, in a browser (openKiali.ts). */
export function graphAt(station: Workstation, namespace: string, address: string): Reading<CommandOutcome> {
  const page = readerCommand(station, `${opens} ${address} ${namespace}`, { limitMs: 90_000 });
  return {
    ...page,
    // a page that draws nothing may be Prometheus's fault
    prove: async (question) => {
      const known = await knowsNamespace(namespace);
      if (!known.works) return known;
      const proof = await page.prove(question);
      return { ...proof, says: `${proof.says}; ${known.says}` };
    },
  };
}
