import { isAlive, processId } from '../../../cluster/host/process.ts';
import type { Of, Role } from '../fault.ts';
import { descendants, type Process } from '../processes.ts';
import { mustShow, NotDone, whileItGoesOn, type Stage } from '../stage.ts';

/** How each kind of process is known among those of a run. */
const roles: Record<Role, { says: string; among: (run: number, below: Process[]) => number[] }> = {
  verify: { says: 'the program', among: (run) => [run] },
  vitest: {
    says: 'vitest',
    among: (_run, below) => running(below, 'node_modules/vitest/vitest.mjs'),
  },
  starter: { says: 'a starter of commands', among: (_run, below) => starters(below) },
  command: {
    says: 'a reader’s command',
    // between the starter and the command is timeout(1)
    among: (_run, below) => childrenOf(below, childrenOf(below, starters(below))),
  },
};

const running = (of: Process[], program: string) =>
  of.flatMap(({ pid, argv }) => (argv.some((word) => word.endsWith(program)) ? [pid] : []));
const starters = (of: Process[]) => running(of, 'helpers/starter/program.ts');
const childrenOf = (of: Process[], parents: readonly number[]) =>
  of.flatMap(({ pid, parent }) => (parents.includes(parent) ? [pid] : []));

/** Sends a signal to a process of the run, as soon as there is one. */
export async function sendSignal({ signal, to }: Of<'signal'>, stage: Stage): Promise<string> {
  const { says, among } = roles[to];
  const pid = await whileItGoesOn(stage, says, () => {
    const found = among(stage.run, descendants(stage.run));
    return found.length > 0 ? stage.draws.one(found) : undefined;
  });
  const target = processId(pid);
  try {
    process.kill(pid, signal);
  } catch {
    throw new NotDone(`${says} (process ${pid}) ended before ${signal} reached it.`);
  }
  // a program may take its time over SIGINT, and is judged by how it ends
  if (signal === 'SIGKILL') await mustShow(stage, `process ${pid} is gone`, () => !isAlive(target));
  return `${signal} reached ${says}, process ${pid}`;
}
