import { UsageError } from '../errors.ts';
import { runCommand } from './commands.ts';

try {
  console.log(await runCommand(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 3;
}
