import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  pid: number;
  parent: number;
  argv: string[];
}

/** Processes below one, whichever process groups they made for themselves. */
export function descendants(of: number): Process[] {
  const children = Map.groupBy(pids(), parentOf);
  const below = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(of).map((pid) => ({ pid, parent: parentOf(pid), argv: argvOf(pid) }));
}

/** Processes in whose command line or environment one of these words stands: children that nobody waits for any more keep both. */
export function marked(words: readonly string[]): Process[] {
  const found = pids().filter((pid) => {
    if (pid === process.pid) return false;
    const text = `${fileOf(pid, 'cmdline')}\0${fileOf(pid, 'environ')}`;
    return words.some((word) => text.includes(word));
  });
  return found.map((pid) => ({ pid, parent: parentOf(pid), argv: argvOf(pid) }));
}

/** Seconds of processor time that a process has taken, its own and its kernel's; clock ticks are hundredths of a second on Linux. */
export function processorSeconds(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

/** Fields of proc(5)'s stat from the third on: the second may hold spaces and brackets, so they are counted from its end. */
function statOf(pid: number): string[] {
  const stat = fileOf(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const parentOf = (pid: number) => Number(statOf(pid)[1] ?? 0);
const argvOf = (pid: number) => fileOf(pid, 'cmdline').split('\0').slice(0, -1);
const pids = () => readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? [Number(entry)] : []));

/** Empty for a process that is gone, or is somebody else's. */
function fileOf(pid: number, name: 'stat' | 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}
