import { existsSync } from 'node:fs';
import { realpath, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keepCompiled } from './compileCache.ts';
import { main as verifyPack } from './pack/verify-pack.mjs';

const latest = resolve(import.meta.dirname, 'out/latest');

const help = `Usage: reports/cli.ts <command>

  render [pack]        write every projection, SHA256SUMS and attestations/ into the pack (default: reports/out/latest)
  verify-pack <pack>   recompute every hash, check the signatures, look for missing, added and orphaned files, count
                       the verdicts again; --key <fingerprint>: the signer must be this one
                       (the same without this suite: node verify-pack.mjs <pack>)
  pdf [pack]           print the pack's page into <pack>.pdf, beside the pack, by Chromium
  diff <A> <B>         compare two runs claim by claim into reports/out/diff/

Exit status: 0 done, intact, nothing newly failing; 1 altered or unreadable pack, new failures; 3 usage.
`;

function usage(problem: string): number {
  process.stderr.write(`${problem}\n\n${help}`);
  return 3;
}

async function render(pack: string): Promise<number> {
  // Loaded where it is needed: checking a pack and showing the usage need none of its libraries.
  const [{ PackError }, { renderPack }] = await Promise.all([import('./pack/load.ts'), import('./render.ts')]);
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

async function pdf(pack: string): Promise<number> {
  const [{ PackError, loadPack }, { printPack }] = await Promise.all([
    import('./pack/load.ts'),
    import('./formats/pdf/print.ts'),
  ]);
  try {
    const dir = await realpath(pack);
    const { evidence } = await loadPack(dir);
    await writeFile(`${dir}.pdf`, await printPack(dir, evidence.run.finished));
    process.stdout.write(`${dir}.pdf\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** A run is named by its folder, or by its name below reports/out. */
const packOf = (run: string) => (existsSync(join(run, 'evidence.json')) ? run : resolve(import.meta.dirname, 'out', run));

async function diff(a: string, b: string): Promise<number> {
  const [{ PackError }, { writeDiff }] = await Promise.all([import('./pack/load.ts'), import('./diff/write.ts')]);
  try {
    const { page, newFailures } = await writeDiff(packOf(a), packOf(b), resolve(import.meta.dirname, 'out/diff'));
    process.stdout.write(`${newFailures} new failure${newFailures === 1 ? '' : 's'}\n${page}\n`);
    return newFailures > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function parse(args: string[]) {
  return parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean', short: 'h' }, key: { type: 'string' } } });
}

async function main(args: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return usage((error as Error).message);
  }
  const [command, pack, other, ...rest] = parsed.positionals;
  if (parsed.values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (command === 'diff')
    return pack && other && rest.length === 0 ? diff(pack, other) : usage('diff needs two runs: A=<run> B=<run>.');
  if (other) return usage(`One pack at a time; unexpected: ${[other, ...rest].join(' ')}`);
  if (command === 'pdf') return pdf(pack ?? latest);
  if (command === 'render') return render(pack ?? latest);
  if (command === 'verify-pack')
    return pack
      ? verifyPack([pack, ...(parsed.values.key ? ['--key', parsed.values.key] : [])])
      : usage('verify-pack needs the folder of a pack.');
  return usage(command ? `No such command: ${command}` : 'A command is needed.');
}

keepCompiled();
process.exitCode = await main(process.argv.slice(2));
