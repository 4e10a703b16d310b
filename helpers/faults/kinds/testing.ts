import type { Runner } from '../../../cluster/host/runner.ts';
import { Draws } from '../draws.ts';
import type { Stage } from '../stage.ts';

/** A stage on which commands answer as they are told, and are noted. For tests only. */
export function plantedStage(
  answer: (command: string) => string,
  given: Partial<Stage> = {},
): { stage: Stage; ran: string[]; undo: AsyncDisposableStack } {
  const ran: string[] = [];
  const undo = new AsyncDisposableStack();
  const runner = {
    run: async (command: string, args: readonly string[]) => {
      ran.push([command, ...args].join(' '));
      return answer(ran.at(-1) as string);
    },
  } as unknown as Runner;
  const stage: Stage = {
    runner,
    engine: 'podman',
    nodes: ['lab-control-plane', 'lab-worker', 'lab-worker2'],
    server: new URL('https://10.0.0.1:6443'),
    run: process.pid,
    packs: '/planted',
    draws: new Draws('s'),
    holds: undefined,
    patience: 2_000,
    goesOn: () => true,
    undo,
    signal: new AbortController().signal,
    ...given,
  };
  return { stage, ran, undo };
}
