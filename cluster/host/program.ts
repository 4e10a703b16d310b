import { InterruptedError, ProgramError } from './errors.ts';
import { forTerminal } from './forTerminal.ts';

/** What a program prints of an error, and its exit status. */
export interface Ending {
  text: string;
  status: number;
}

/** An error of ours is its message and what to do. A fault of the program itself keeps its stack, with status 2. */
export function endingOf(error: unknown): Ending {
  if (error instanceof SuppressedError) {
    // what failed first is what went wrong; what was left over failed after it
    const [first, after] = [endingOf(error.suppressed), endingOf(error.error)];
    return { text: `${first.text}\nThen, while ending: ${after.text}`, status: first.status };
  }
  if (!(error instanceof ProgramError))
    return { text: error instanceof Error ? (error.stack ?? error.message) : String(error), status: 2 };
  const remedy = error.remedy ? `\nWhat to do: ${error.remedy}` : '';
  return { text: `${error instanceof InterruptedError ? 'Interrupted: ' : ''}${error.message}${remedy}`, status: error.status };
}

/**
 * Runs a program: `--help` prints its usage, an error ends it with one message and its exit status.
 *
 * @param main returns the exit status
 */
export async function runProgram(usage: string, main: () => number | Promise<number>): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(`${usage.trimEnd()}\n`);
    return;
  }
  process.exitCode = await Promise.try(main).catch((error: unknown) => {
    const { text, status } = endingOf(error);
    process.stderr.write(`${forTerminal(text)}\n`);
    return status;
  });
}
