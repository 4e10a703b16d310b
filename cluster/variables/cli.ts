import { commandLineOf, wrongVariables } from './check.ts';

const { env } = process;
const wrong = wrongVariables({ targets: process.argv.slice(2), commandLine: commandLineOf(env), env });
if (wrong.length > 0) {
  console.error(
    `Error: nothing was run, because of ${wrong.length === 1 ? 'a wrong variable' : `${wrong.length} wrong variables`}:`,
  );
  for (const line of wrong) console.error(`  ${line}`);
  console.error('What to do: `make help` lists every variable.');
  process.exitCode = 3;
}
