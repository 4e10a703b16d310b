import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyPack } from './verify-pack.ts';

const latest = resolve(import.meta.dirname, 'out/latest');

const help = `Usage: reports/cli.ts <command>

  render [pack]        write index.html, junit.xml, allure/, allure.html, evidence.schema.json and SHA256SUMS
                       into the pack (default: reports/out/latest)
  verify-pack <pack>   recompute every hash, look for missing, added and orphaned files, count the verdicts again

Exit status: 0 done or intact, 1 altered or unreadable pack, 3 usage.
`;

function usage(problem: string): number {
  process.stderr.write(`${problem}\n\n${help}`);
  return 3;
}

async function render(pack: string): Promise<number> {
  // Loaded where it is needed: checking a pack and showing the usage need none of its libraries.
  const [{ PackError }, { renderPack }] = await Promise.all([import('./pack.ts'), import('./render.ts')]);
  try {
    await renderPack(pack);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  process.stdout.write(`${resolve(pack, 'index.html')}\n`);
  return 0;
}

async function verify(pack: string): Promise<number> {
  const problems = await verifyPack(pack);
  if (problems.length === 0) process.stdout.write(`${pack}: intact\n`);
  else process.stderr.write(`${pack}: ${problems.length} problem${problems.length === 1 ? '' : 's'}\n${problems.join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
}

function parse(args: string[]) {
  return parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
}

async function main(args: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return usage((error as Error).message);
  }
  const [command, pack, ...rest] = parsed.positionals;
  if (parsed.values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (rest.length > 0) return usage(`One pack at a time; unexpected: ${rest.join(' ')}`);
  if (command === 'render') return render(pack ?? latest);
  if (command === 'verify-pack') return pack ? verify(pack) : usage('verify-pack needs the folder of a pack.');
  return usage(command ? `No such command: ${command}` : 'A command is needed.');
}

process.exitCode = await main(process.argv.slice(2));
