import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Journal } from '../evidence/journal.ts';
import { connection } from '../kube/connection.ts';
import { Lane } from '../lane/lane.ts';
import { messageOf } from '../errors.ts';
import { settings } from '../run/settings.ts';

interface Open {
  lane: Lane;
  kubeconfig: string;
  folder: string;
}

const lanes = new Map<string, Promise<Open>>();
let opened: Journal | undefined;

/** This worker's end of the pack's journal. */
export function journal(): Journal {
  opened ??= new Journal(settings().pack);
  return opened;
}

/** The lane of a spec file, made at its first claim. */
export function laneOf(specFile: string): Promise<Open> {
  const known = lanes.get(specFile);
  if (known) return known;
  const lane = open(specFile);
  lanes.set(specFile, lane);
  return lane;
}

async function open(specFile: string): Promise<Open> {
  const { config, cluster } = await connection();
  const lane = new Lane(namespaceFor(specFile), specFile);
  // the reader's commands name no namespace: their kubeconfig's context does
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const exported = JSON.parse(config.exportConfig()) as { contexts: { name: string; context: { namespace?: string } }[] };
  for (const one of exported.contexts) if (one.name === cluster.context) one.context.namespace = lane.namespace;
  writeFileSync(kubeconfig, JSON.stringify({ ...exported, 'current-context': cluster.context }), { mode: 0o600 });
  return { lane, kubeconfig, folder };
}

/** A clean-up that fails is recorded and never hides a result. */
export async function closeLane(specFile: string): Promise<void> {
  const lane = lanes.get(specFile);
  lanes.delete(specFile);
  if (!lane) return;
  try {
    const { lane: open, folder } = await lane;
    rmSync(folder, { recursive: true, force: true });
    await open.close();
  } catch (error) {
    journal().write({ event: 'cleanup-failed', what: `lane of ${basename(specFile)}: ${messageOf(error)}` });
  }
}

/** `mp-ex4-policy-block-3f2a1c`: readable, and of this run's pack. */
function namespaceFor(specFile: string): string {
  const place = `${basename(dirname(specFile))}-${basename(specFile).replace(/(\.serial)?\.spec\.ts$/, '')}`;
  const run = createHash('sha256').update(settings().pack).digest('hex').slice(0, 6);
  return `mp-${place
    .replaceAll(/[^a-z0-9-]/gi, '-')
    .toLowerCase()
    .slice(0, 44)}-${run}`;
}
