import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from '../../cluster/kube/ask.ts';
import { compareSnapshots, takeSnapshot, type Snapshot } from '../../cluster/mesh/snapshot.ts';
import { holdings } from '../../cluster/host/engine.ts';
import { runLock } from '../packs.ts';
import { runFolder } from '../settings.ts';
import { lanePrefix } from '../../cluster/records/marks.ts';
import { mountName } from './kinds/disk.ts';
import { marked } from './processes.ts';
import { inNode, type Ground } from './stage.ts';

/** What stands outside of any run, or is left of one. */
export interface Standing {
  objects: Snapshot;
  /** Containers with their state, networks and volumes of the cluster; rules for lanes in its nodes. */
  others: string[];
}

/** What a paused node, or a kubelet that starts again, changes by itself and nobody has to take back. */
const ofNodes = /\/(nodes|endpoints|endpointslices)\//;

export async function standing(ground: Ground, ask: Ask, cluster: string): Promise<Standing> {
  const [objects, held, rules] = await Promise.all([
    takeSnapshot(ask),
    holdings(ground.runner, ground.engine, cluster),
    Promise.all(ground.nodes.map(async (node) => rulesOf(node, await inNode(ground, node, rulesForLanes)))),
  ]);
  const { containers, networks, volumes } = held;
  return {
    objects,
    others: [
      ...containers.map(({ name, running }) => `container ${name}, ${running ? 'running' : 'not running'}`),
      ...networks.map((name) => `network ${name}`),
      ...volumes.map((name) => `volume ${name}`),
      ...rules.flat(),
    ],
  };
}

/**
 * POSIX sh: kube-proxy's rules name the namespace of their Service. Only those from which packets come are looked at: chains that
 * nothing leads to any more stay until kube-proxy cleans up, at most every 30 s and when it has something else to write.
 */
const rulesForLanes = `iptables-save 2>/dev/null | grep -E '^-A KUBE-(SERVICES|NODEPORTS|EXTERNAL-SERVICES) ' | grep -o '${lanePrefix}[0-9a-f]*' | sort -u; true`;
const rulesOf = (node: string, printed: string) =>
  printed
    .split('\n')
    .filter(Boolean)
    .map((lane) => `network rule for ${lane} in ${node}`);

/** What came, went or changed in the cluster, one line each. What an earlier run left and is gone now is none of it. */
export function differences(before: Standing, after: Standing): string[] {
  const objects = compareSnapshots(before.objects, after.objects).filter((line) => !line.startsWith('~') || !ofNodes.test(line));
  const came = after.others.filter((one) => !before.others.includes(one));
  const went = before.others.filter((one) => !after.others.includes(one));
  const all = [...objects, ...came.map((one) => `+ ${one}`), ...went.map((one) => `- ${one}`)];
  return all.filter((line) => !(line.startsWith('-') && line.includes(lanePrefix)));
}

/** Files and mounts that runs left on this machine, one line each. @param packs of runs that have ended; @param folder of their packs */
export function filesLeft(packs: readonly string[], folder: string, mounts = readFileSync('/proc/mounts', 'utf8')): string[] {
  return [
    ...packs.map((pack) => runFolder(pack)).filter((path) => existsSync(path)),
    ...(existsSync(runLock) ? [runLock] : []),
    ...mountsBelow(folder, mounts).map((path) => `mount ${path}`),
  ];
}

/** Mount points of ours below a folder. */
export const mountsBelow = (folder: string, mounts = readFileSync('/proc/mounts', 'utf8')): string[] =>
  mounts.split('\n').flatMap((line) => {
    const [source, path = ''] = line.split(' ');
    return source === mountName && path.startsWith(`${folder}/`) ? [path] : [];
  });

/** Waits until no process has one of these words. @returns those that are there after `ms`, one line each */
export async function processesLeft(words: readonly string[], ms = 30_000): Promise<string[]> {
  const started = performance.now();
  for (;;) {
    const left = marked(words).map(({ pid, argv }) => `process ${pid} (${argv.join(' ').slice(0, 120)})`);
    if (left.length === 0 || performance.now() - started > ms) return left;
    await sleep(200);
  }
}
