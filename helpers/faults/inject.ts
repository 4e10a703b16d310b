import type { Fault, Kind, Of } from './fault.ts';
import { cutConnections } from './kinds/connections.ts';
import { jumpClock } from './kinds/clock.ts';
import { fillDisk } from './kinds/disk.ts';
import { loadProcessors } from './kinds/load.ts';
import { killInNode, pauseNode, stopService } from './kinds/node.ts';
import { sendSignal } from './kinds/signal.ts';
import type { Stage } from './stage.ts';

/** How each kind is done. Each returns what shows that it was done, and gives `stage.undo` what takes it back. */
const kinds: { [K in Kind]: (fault: Of<K>, stage: Stage) => Promise<string> } = {
  signal: sendSignal,
  'kill-in-node': killInNode,
  service: stopService,
  pause: pauseNode,
  cut: cutConnections,
  'disk-full': (fault, stage) => fillDisk(fault, stage),
  clock: jumpClock,
  load: loadProcessors,
};

/**
 * Does a fault to a run.
 *
 * @returns what shows that it was really done
 * @throws {NotDone} where it was not; what was done by then is in `stage.undo`
 */
export const inject = <K extends Kind>(fault: Of<K>, stage: Stage): Promise<string> =>
  (kinds[fault.kind] as (one: Fault, on: Stage) => Promise<string>)(fault, stage);
