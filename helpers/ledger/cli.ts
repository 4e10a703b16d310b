import { runProgram } from '../../cluster/host/program.ts';
import { help, runCommand } from './commands.ts';

await runProgram(help, async () => {
  console.log(await runCommand(process.argv.slice(2)));
  return 0;
});
