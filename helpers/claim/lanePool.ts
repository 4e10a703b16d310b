import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { lanePrefix } from '../../cluster/records/marks.ts';
import { Journal } from '../evidence/journal.ts';
import { connection } from '../kube/connection.ts';
import { Lane } from '../lane/lane.ts';
import { keepNamespace } from '../lane/namespace.ts';
import { firstWorldOf, runPlan } from '../evidence/runPlan.ts';
import { readWorld } from '../lane/worldFile.ts';
import { workstation, type Workstation } from '../lane/workstation.ts';
import { messageOf } from '../errors.ts';
import { settings } from '../settings.ts';

interface Open {
  lane: Lane;
  station: Workstation;
}

const lanes = new Map<string, Promise<Open>>();
/** The previous file's lane. The next file may want the same pods, and starting pods is what a run waits for. */
let parked: Open | undefined;
let opened: Journal | undefined;

/** The pack's journal, as this worker writes it. */
export function journal(): Journal {
  opened ??= new Journal(settings().pack);
  return opened;
}

/** The lane of a spec file: the previous file's lane of this worker, or a new one. */
export function laneOf(specFile: string): Promise<Open> {
  const known = lanes.get(specFile);
  if (known) return known;
  const lane = open(specFile);
  lanes.set(specFile, lane);
  return lane;
}

async function open(specFile: string): Promise<Open> {
  const handed = parked;
  parked = undefined;
  const world = firstWorldOf(await runPlan(), specFile);
  const fresh = world !== undefined && (await readWorld(world, specFile)).fresh;
  if (handed && !fresh) {
    handed.lane.specFile = specFile;
    return { ...handed, station: await workstation(handed.lane.namespace) };
  }
  await handed?.lane.close();
  const lane = new Lane(`${lanePrefix}${randomBytes(3).toString('hex')}`, specFile);
  await lane.open();
  return { lane, station: await workstation(lane.namespace) };
}

/**
 * Leaves a spec file's lane as it is, for somebody to look into; the file's next claim gets a new one.
 *
 * @returns the command that shows it
 */
export async function keepLane(specFile: string): Promise<string> {
  const open = await lanes.get(specFile);
  lanes.delete(specFile);
  if (!open) return 'there is no lane to keep';
  await Promise.all(open.lane.namespaces.map(keepNamespace));
  const { cluster } = await connection();
  return `kubectl --kubeconfig ${cluster.kubeconfig} --context ${cluster.context} --namespace ${open.lane.namespace} get all`;
}

/** Removes a spec file's lane, in which a claim left what nobody knows; the file's next claim gets a new one. */
export function dropLane(specFile: string): Promise<void> {
  return release(specFile, ({ lane }) => lane.close());
}

/**
 * Keeps the lane for this worker's next file; a lane that a reader's command changed is removed, because nobody knows what is in it.
 * What is parked at the end the run's own tear-down removes. A clean-up that fails is recorded and never hides a result.
 */
export function closeLane(specFile: string): Promise<void> {
  return release(specFile, async (open) => {
    if (open.lane.changedByCommand) return open.lane.close();
    // the run's tear-down removes namespaces only
    await open.lane.clearOutside();
    parked = open;
  });
}

async function release(specFile: string, how: (open: Open) => Promise<void>): Promise<void> {
  const lane = lanes.get(specFile);
  lanes.delete(specFile);
  if (!lane) return;
  try {
    await how(await lane);
  } catch (error) {
    journal().write({ event: 'cleanup-failed', what: `lane of ${basename(specFile)}: ${messageOf(error)}` });
  }
}
