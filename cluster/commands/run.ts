import { parseArgs } from 'node:util';
import { InterruptedError, UsageError } from '../host/errors.ts';
import { forTerminal } from '../host/forTerminal.ts';
import { endingOf } from '../host/program.ts';
import { createLab, type Lab } from '../records/session.ts';
import { takeLock } from '../host/lock.ts';
import { Progress } from '../host/progress.ts';
import { type Arguments, commands } from './commands.ts';
import type { Output } from './output.ts';
import { usage } from './usage.ts';

type Environment = Record<string, string | undefined>;

const terminal: Output = { out: (line) => console.log(forTerminal(line)), err: (line) => console.error(forTerminal(line)) };

/** Runs one command of the program. @returns its exit status */
export async function runCli(argv: string[], env: Environment, output: Output = terminal): Promise<number> {
  try {
    const args = parse(argv);
    if (args.help || args.command === undefined) {
      output.out(usage);
      return args.help ? 0 : 3;
    }
    return await runCommand(args.command, args, env, output);
  } catch (error) {
    const { text, status } = endingOf(error);
    for (const line of text.split('\n')) output.err(line);
    return status;
  }
}

async function runCommand(name: string, args: Arguments, env: Environment, output: Output): Promise<number> {
  const command = commands[name];
  if (!command) throw new UsageError(`Unknown command: ${name}.`, { remedy: `Use one of ${Object.keys(commands).join(', ')}.` });
  const lab = createLab(new Progress(command.steps?.(args) ?? 0, output.err), env, output.out);
  const lock = command.locks && !lab.runner.dry ? takeLock(`${lab.folder}.lock`, `cluster ${name}`) : undefined;
  const release = onSignals(lab, output);
  try {
    return (await command.run(lab, args, output)) ?? 0;
  } catch (error) {
    // whichever command it hit, it was the signal that stopped it
    const { reason } = lab.runner.signal;
    throw error instanceof InterruptedError && reason instanceof InterruptedError ? reason : error;
  } finally {
    release();
    lock?.release();
  }
}

/** Ctrl-C and its kin stop what runs; the command then removes what it made. A second one changes nothing. */
function onSignals(lab: Lab, output: Output): () => void {
  const stop = (signal: NodeJS.Signals) => {
    output.err(lab.runner.signal.aborted ? `${signal}: already stopping; this takes a few seconds` : `${signal}: stopping`);
    lab.abort(new InterruptedError(`stopped by ${signal}; nothing of it is left running.`));
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

function parse(argv: string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        'as-is': { type: 'boolean', default: false },
        'with-destination-rule': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [command, ...names] = positionals;
    return {
      command,
      names,
      all: values.all,
      asIs: values['as-is'],
      destinationRule: values['with-destination-rule'],
      yes: values.yes,
      help: values.help,
    };
  } catch (error) {
    throw new UsageError((error as Error).message, { remedy: 'See --help.' });
  }
}
