import { readFileSync } from 'node:fs';

/** A process that can be told from a later one with the same number: `started` is in clock ticks since boot. */
export type ProcessId = { pid: number; started: string };

export function processId(pid: number = process.pid): ProcessId {
  return { pid, started: startTime(pid) ?? '' };
}

export function isAlive({ pid, started }: ProcessId): boolean {
  return startTime(pid) === started;
}

/** Field 22 of /proc/<pid>/stat; the second field may hold spaces and brackets, so count from its end. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
