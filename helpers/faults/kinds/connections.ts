import type { Of } from '../fault.ts';
import { descendants } from '../processes.ts';
import { mustShow, whileItGoesOn, type Stage } from '../stage.ts';

/** An open connection of this machine: its own port, and the processes that have it. */
interface Socket {
  port: string;
  pids: number[];
}

/** Lines of `ss --tcp --processes`: two counts, the own address, the other one, and the processes. */
export function socketsIn(printed: string): Socket[] {
  return printed.split('\n').flatMap((line) => {
    const [, port] = /^\s*\d+\s+\d+\s+\S+:(\d+)\s/.exec(line) ?? [];
    return port ? [{ port, pids: [...line.matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid)) }] : [];
  });
}

/** Resets the run's connections to the API server (ss --kill, which needs CONFIG_INET_DIAG_DESTROY of the kernel). Nothing is to be taken back. */
export async function cutConnections(_fault: Of<'cut'>, stage: Stage): Promise<string> {
  const { runner, run, server } = stage;
  const there = ['dst', server.hostname, 'and', 'dport', '=', `:${server.port || 443}`];
  const open = async () => {
    const own = [run, ...descendants(run).map(({ pid }) => pid)];
    const printed = await runner.run('ss', ['-tnpH', 'state', 'established', ...there]);
    return socketsIn(printed).flatMap(({ port, pids }) => (pids.some((pid) => own.includes(pid)) ? [port] : []));
  };
  const ports = await whileItGoesOn(stage, 'a connection to the API server', async () => {
    const found = await open();
    return found.length > 0 ? found : undefined;
  });
  const ours = ports.flatMap((port, index) => [...(index > 0 ? ['or'] : []), 'sport', '=', `:${port}`]);
  await runner.run('ss', ['-K', '-tnH', 'state', 'established', ...there, 'and', '(', ...ours, ')']);
  await mustShow(stage, 'the connections are gone', async () => {
    const now = await open();
    return !ports.some((port) => now.includes(port));
  });
  return `${ports.length} connections to ${server.host} are gone`;
}
