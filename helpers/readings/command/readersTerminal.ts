import type { Workstation } from '../../lane/workstation.ts';
import { isFailing } from '../../failure.ts';
import { settings } from '../../settings.ts';
import { times } from '../../times.ts';
import { usesTyped } from '../../uses.ts';
import { waiting } from '../../waiting.ts';
import type { Reading } from '../reading.ts';
import { commandReading, heedRefusal, knownOf } from './command.ts';
import type { CommandOutcome } from './outcome.ts';
import { inShell, readersEnv } from './shell.ts';
import { inTerminal, type Session } from './terminal.ts';
import { unreadOf } from './unread.ts';

/** What a terminal and bash are like as they come: bash asks for what is pasted to be marked. A mutant has others. */
const asItComes = { TERM: 'xterm-256color', INPUTRC: '/dev/null' };

/** What the reader sees in a terminal. */
export function readersTerminal(
  station: Workstation,
  session: Pick<Session, 'lines' | 'manner' | 'programs'>,
): Reading<CommandOutcome> {
  const { lines, manner } = session;
  const play = async () => {
    usesTyped(lines);
    const env = { ...(await readersEnv(station, lines)), ...asItComes, ...settings().readersVariables };
    const { signal } = station;
    return waiting(() => inTerminal({ ...session, env, cwd: settings().readersFolder, limitMs: times.session, signal }));
  };
  const run = async (script: string) => {
    const outcome = script === lines && !isFailing() ? await play() : await inShell(station, script, {});
    if (station.limited) heedRefusal(station.limited, outcome);
    return { outcome, unread: unreadOf(outcome) };
  };
  return commandReading(`the reader’s terminal, ${manner}: ${lines}`, lines, run, knownOf(lines), station.limited !== undefined);
}
